package io.netbuild.identity;

import io.netbuild.kernel.TenantId;
import io.netbuild.tenant.Page;
import org.jspecify.annotations.Nullable;

/**
 * Which API keys to list.
 *
 * @param tenant null: of all tenants, and operators' own
 * @param user null: of all users
 * @param revoked whether revoked ones are among them
 * @param offset how many to pass over, zero or more
 * @param limit how many to return, 1 to {@value Page#MAX_LIMIT}
 */
public record ApiKeyQuery(@Nullable TenantId tenant, @Nullable UserId user, boolean revoked, int offset, int limit) {

    public ApiKeyQuery {
        Page.requireRange(offset, limit);
    }
}
