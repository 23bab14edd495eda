package io.netbuild.security;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whoever sent a request, as a verified token says.
 *
 * @param subject the user's id
 * @param groups the roles, and other groups that the engine's authorizations may name
 * @param tenant the tenant that the user belongs to, empty for operators
 */
public record Caller(String subject, Set<String> groups, Optional<TenantId> tenant) {

    public Caller {
        groups = Set.copyOf(groups);
    }

    public boolean is(Role role) {
        return groups.contains(role.claim());
    }

    /**
     * The groups as the engine should see them. The group of operators counts for those only who belong to no tenant: it makes an administrator of
     * every engine.
     */
    public Set<String> engineGroups() {
        Set<String> engineGroups = new TreeSet<>(groups);
        if (tenant.isPresent()) {
            engineGroups.remove(Role.OPERATOR.claim());
        }
        return engineGroups;
    }

    /** Whether the caller runs the platform and is bound to no tenant. */
    public boolean isOperator() {
        return is(Role.OPERATOR) && tenant.isEmpty();
    }

    /** This caller. @throws NetBuildException with {@link ErrorCode#FORBIDDEN} unless the caller is an operator */
    public Caller requireOperator() {
        if (!isOperator()) {
            throw new NetBuildException(ErrorCode.FORBIDDEN, "Only operators may do this");
        }
        return this;
    }

    /** @throws NetBuildException with {@link ErrorCode#FORBIDDEN} unless the caller is an operator or belongs to the tenant */
    public void requireMemberOf(TenantId wanted) {
        boolean member = tenant.filter(wanted::equals).isPresent() && (is(Role.TENANT_ADMIN) || is(Role.USER));
        if (!isOperator() && !member) {
            throw new NetBuildException(
                    ErrorCode.FORBIDDEN, "The caller does not belong to tenant '%s'".formatted(wanted));
        }
    }

    /** This caller. @throws NetBuildException with {@link ErrorCode#FORBIDDEN} unless it is an operator or administrator of the tenant */
    public Caller requireAdministratorOf(TenantId wanted) {
        requireMemberOf(wanted);
        if (!isOperator() && !is(Role.TENANT_ADMIN)) {
            throw new NetBuildException(
                    ErrorCode.FORBIDDEN, "The caller is no administrator of tenant '%s'".formatted(wanted));
        }
        return this;
    }
}
