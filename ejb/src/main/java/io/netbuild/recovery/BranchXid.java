package io.netbuild.recovery;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.transaction.xa.Xid;

/** The id of a branch of a distributed transaction, as PostgreSQL's driver writes it: format, transaction and branch, both in Base64, joined by {@code _}. */
record BranchXid(int format, byte[] transaction, byte[] branch) implements Xid {

    private static final Pattern WRITTEN = Pattern.compile("(-?\\d{1,9})_([A-Za-z0-9+/]+=*)_([A-Za-z0-9+/]*=*)");

    /**
     * Reads an id of {@code pg_prepared_xacts}.
     *
     * @return empty when it is not one of a transaction manager's, but for instance an administrator's
     */
    static Optional<BranchXid> of(String gid) {
        Matcher written = WRITTEN.matcher(gid);
        if (!written.matches()) {
            return Optional.empty();
        }
        try {
            Base64.Decoder base64 = Base64.getDecoder();
            return Optional.of(new BranchXid(
                    Integer.parseInt(written.group(1)),
                    base64.decode(written.group(2)),
                    base64.decode(written.group(3))));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // looks like one, and is none
        }
    }

    @Override
    public int getFormatId() {
        return format;
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return transaction.clone();
    }

    @Override
    public byte[] getBranchQualifier() {
        return branch.clone();
    }

    boolean isSameAs(Xid other) {
        return format == other.getFormatId()
                && Arrays.equals(transaction, other.getGlobalTransactionId())
                && Arrays.equals(branch, other.getBranchQualifier());
    }
}
