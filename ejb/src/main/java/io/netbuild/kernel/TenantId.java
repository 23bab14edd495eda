package io.netbuild.kernel;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of a tenant: 1 to 40 of {@code a-z}, {@code 0-9} and {@code -}. It is part of URLs, role, schema and database names and of a
 * {@code SET LOCAL} statement, which is why nothing but this alphabet is ever accepted.
 */
public record TenantId(String value) implements Comparable<TenantId> {

    private static final String DATABASE_PREFIX = "tenant_";
    private static final Pattern SLUG = Pattern.compile("[a-z0-9-]{1,40}");

    /** @throws NetBuildException with {@link ErrorCode#INVALID_FIELD} when the value is not such a slug */
    public TenantId {
        if (!SLUG.matcher(value).matches()) {
            throw InvalidField.of("tenant id", value, "1 to 40 characters of a-z, 0-9 and -");
        }
    }

    /** The name of the tenant's role, and of its schema or database: {@code tenant_} and the id with {@code -} as {@code _}. */
    public String databaseName() {
        return DATABASE_PREFIX + value.replace('-', '_');
    }

    /** The tenant whose {@link #databaseName()} it is; empty when that can be nobody's. */
    public static Optional<TenantId> ofDatabaseName(String name) {
        String id = name.startsWith(DATABASE_PREFIX)
                ? name.substring(DATABASE_PREFIX.length()).replace('_', '-')
                : "";
        boolean whole =
                SLUG.matcher(id).matches() && new TenantId(id).databaseName().equals(name);
        return whole ? Optional.of(new TenantId(id)) : Optional.empty();
    }

    @Override
    public int compareTo(TenantId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
