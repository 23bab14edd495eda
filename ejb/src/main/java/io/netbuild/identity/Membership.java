package io.netbuild.identity;

import io.netbuild.kernel.InvalidField;
import io.netbuild.kernel.TenantId;
import io.netbuild.security.Role;
import java.time.Instant;
import java.util.List;

/**
 * That a user belongs to a tenant.
 *
 * @param user who
 * @param tenant where
 * @param role what the user may do there
 * @param groups the tenant's own groups that the user is in, which authorizations and tasks may name; sorted
 * @param since when it began
 */
public record Membership(UserId user, TenantId tenant, Role role, List<String> groups, Instant since) {

    /** @throws io.netbuild.kernel.NetBuildException with {@link io.netbuild.kernel.ErrorCode#INVALID_FIELD} for a role or group that nobody can have in a tenant */
    public Membership {
        if (role == Role.OPERATOR) {
            throw InvalidField.of("role", role.claim(), "tenant-admin or user");
        }
        groups = UserFields.groups(groups);
    }
}
