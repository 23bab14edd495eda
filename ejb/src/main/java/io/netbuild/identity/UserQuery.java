package io.netbuild.identity;

import io.netbuild.kernel.InvalidField;
import io.netbuild.kernel.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * A page of the users that match every filter that is set, ordered by id.
 *
 * @param tenant only members of it
 * @param search part of id, name or e-mail, the case does not matter
 * @param offset how many to pass over
 * @param limit how many to return, 1 to {@value #MAX_LIMIT}
 */
public record UserQuery(@Nullable TenantId tenant, @Nullable String search, int offset, int limit) {

    public static final int MAX_LIMIT = 500;

    public UserQuery {
        if (offset < 0) {
            throw InvalidField.of("offset", offset, "zero or more");
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw InvalidField.of("limit", limit, "1 to " + MAX_LIMIT);
        }
    }
}
