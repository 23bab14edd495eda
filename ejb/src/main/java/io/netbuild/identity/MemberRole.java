package io.netbuild.identity;

import io.netbuild.kernel.InvalidField;
import io.netbuild.security.Role;
import java.util.List;

/**
 * What a member of a tenant is there.
 *
 * @param groups the tenant's own groups; sorted
 */
public record MemberRole(Role role, List<String> groups) {

    /** @throws io.netbuild.kernel.NetBuildException with {@link io.netbuild.kernel.ErrorCode#INVALID_FIELD} for a role or group that nobody can have in a tenant */
    public MemberRole {
        if (role == Role.OPERATOR) {
            throw InvalidField.of("role", role.claim(), "tenant-admin or user");
        }
        groups = UserFields.groups(groups);
    }
}
