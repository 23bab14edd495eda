package io.netbuild.tenant;

import io.netbuild.kernel.InvalidField;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** The key by which other systems know a tenant: 16 hex digits that follow from its organisation and e-mail domain alone. */
public record ExternalKey(String value) {

    private static final Pattern FORMAT = Pattern.compile("[0-9a-f]{16}");

    public ExternalKey {
        if (!FORMAT.matcher(value).matches()) {
            throw InvalidField.of("externalKey", value, "16 hex digits");
        }
    }

    /** The first 8 bytes of the SHA-256 of both names, in lower case and without surrounding space, with a line feed between. */
    public static ExternalKey of(String organisation, String emailDomain) {
        String names = organisation.strip().toLowerCase(Locale.ROOT) + "\n"
                + emailDomain.strip().toLowerCase(Locale.ROOT);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(names.getBytes(StandardCharsets.UTF_8));
            return new ExternalKey(HexFormat.of().formatHex(digest, 0, 8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
