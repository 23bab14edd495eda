package io.netbuild.identity;

import io.netbuild.kernel.InvalidField;
import io.netbuild.kernel.NetBuildException;
import java.util.regex.Pattern;

/** The name that a user signs in with, the same in all tenants: 1 to 64 of {@code a-z}, {@code 0-9}, {@code .}, {@code _}, {@code @} and {@code -}. */
public record UserId(String value) implements Comparable<UserId> {

    private static final Pattern FORMAT = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,63}");

    /** @throws NetBuildException with {@link io.netbuild.kernel.ErrorCode#INVALID_FIELD} when the value is not such a name */
    public UserId {
        require("id", value);
    }

    /** The id in a field of another name. @throws NetBuildException naming that field */
    public static UserId of(String field, String value) {
        require(field, value);
        return new UserId(value);
    }

    private static void require(String field, String value) {
        if (!FORMAT.matcher(value).matches()) {
            throw InvalidField.of(field, value, "1 to 64 of a-z, 0-9, '.', '_', '@' and '-', a letter or digit first");
        }
    }

    @Override
    public int compareTo(UserId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
