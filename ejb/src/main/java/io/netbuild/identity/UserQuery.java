package io.netbuild.identity;

import io.netbuild.kernel.TenantId;
import io.netbuild.tenant.Page;
import org.jspecify.annotations.Nullable;

/**
 * A page of the users that match every filter that is set, ordered by id.
 *
 * @param tenant only members of it
 * @param search part of id, name or e-mail, the case does not matter
 * @param offset how many to pass over
 * @param limit how many to return, 1 to {@value Page#MAX_LIMIT}
 */
public record UserQuery(@Nullable TenantId tenant, @Nullable String search, int offset, int limit) {

    public UserQuery {
        Page.requireRange(offset, limit);
    }
}
