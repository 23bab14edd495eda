package io.netbuild.identity;

import io.netbuild.audit.AuditLog;
import io.netbuild.identity.internal.JdbcMembershipStore;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.security.Role;
import io.netbuild.tenant.Page;
import io.netbuild.tenant.Sql;
import io.netbuild.tenant.TenantRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Who belongs to a tenant. Whoever calls has verified that the caller may manage the tenant's members: an operator, or one of its administrators. Changes
 * are written with their audit entries in one transaction.
 */
@ApplicationScoped
@Transactional
public class Members {

    private final JdbcMembershipStore store;
    private final UserDirectory users;
    private final TenantRegistry tenants;
    private final AuditLog audit;

    @Inject
    Members(JdbcMembershipStore store, UserDirectory users, TenantRegistry tenants, AuditLog audit) {
        this.store = store;
        this.users = users;
        this.tenants = tenants;
        this.audit = audit;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected Members() {
        this(null, null, null, null);
    }

    /** @throws NetBuildException with {@link ErrorCode#UNKNOWN_USER} when the user is none of the tenant's members, whether it exists or not */
    public Membership get(TenantId tenant, UserId user) {
        return Sql.call(() -> store.find(tenant, user)).orElseThrow(() -> noMember(tenant, user));
    }

    /**
     * Part of the members, ordered by user.
     *
     * @param offset how many to pass over, zero or more
     * @param limit how many to return, 1 to {@value Page#MAX_LIMIT}
     * @throws NetBuildException with {@link ErrorCode#UNKNOWN_TENANT}
     */
    public Page<Membership> page(TenantId tenant, int offset, int limit) {
        Page.requireRange(offset, limit);
        tenants.get(tenant);
        return Sql.call(() -> store.page(tenant, offset, limit));
    }

    /**
     * Makes a user that belongs to the tenant.
     *
     * @throws NetBuildException with {@link ErrorCode#UNKNOWN_TENANT}, and {@link ErrorCode#USER_EXISTS} when another user has the id or e-mail
     *     address
     */
    public Membership create(NewUser user, TenantId tenant, Role role, List<String> groups, String actor) {
        tenants.get(tenant);
        users.create(user, actor);
        return put(user.id(), tenant, role, groups, actor);
    }

    /**
     * Makes a user a member, or changes role and groups of one. For operators, who may name any user.
     *
     * @throws NetBuildException with {@link ErrorCode#UNKNOWN_TENANT}, {@link ErrorCode#UNKNOWN_USER}, and {@link ErrorCode#CONFLICT} for an operator
     */
    public Membership put(UserId user, TenantId tenant, Role role, List<String> groups, String actor) {
        tenants.get(tenant);
        if (users.get(user).operator()) {
            throw new NetBuildException(
                    ErrorCode.CONFLICT, "User '%s' is an operator, who belongs to no tenant".formatted(user));
        }
        return write(user, tenant, role, groups, actor);
    }

    /**
     * Changes role and groups of a member. For the tenant's administrators.
     *
     * @throws NetBuildException with {@link ErrorCode#UNKNOWN_USER} when the user is no member, and {@link ErrorCode#CONFLICT} when no administrator
     *     would be left
     */
    public Membership change(UserId user, TenantId tenant, Role role, List<String> groups, String actor) {
        get(tenant, user);
        if (role != Role.TENANT_ADMIN) {
            requireAnotherAdministrator(tenant, user);
        }
        return write(user, tenant, role, groups, actor);
    }

    private Membership write(UserId user, TenantId tenant, Role role, List<String> groups, String actor) {
        Membership wish = new Membership(user, tenant, role, groups, Instant.now());
        Sql.run(() -> store.put(wish));
        audit.record(
                actor,
                tenant,
                "member.changed",
                Map.of("user", user.value(), "role", role.claim(), "groups", String.join(" ", wish.groups())));
        return get(tenant, user);
    }

    /**
     * The user leaves the tenant; the user itself stays.
     *
     * @param evenTheLastAdministrator for operators, who can appoint another
     * @throws NetBuildException with {@link ErrorCode#UNKNOWN_USER} when the user is no member, and {@link ErrorCode#CONFLICT} when no administrator
     *     would be left
     */
    public void remove(UserId user, TenantId tenant, boolean evenTheLastAdministrator, String actor) {
        if (!evenTheLastAdministrator) {
            requireAnotherAdministrator(tenant, user);
        }
        Sql.run(() -> {
            if (!store.delete(tenant, user)) {
                throw noMember(tenant, user);
            }
        });
        audit.record(actor, tenant, "member.removed", Map.of("user", user.value()));
    }

    private void requireAnotherAdministrator(TenantId tenant, UserId leaves) {
        List<Membership> administrators = Sql.call(() -> store.administratorsForUpdate(tenant));
        if (administrators.stream().allMatch(one -> one.user().equals(leaves)) && !administrators.isEmpty()) {
            throw new NetBuildException(
                    ErrorCode.CONFLICT, "User '%s' is the last administrator of tenant '%s'".formatted(leaves, tenant));
        }
    }

    private static NetBuildException noMember(TenantId tenant, UserId user) {
        return new NetBuildException(
                ErrorCode.UNKNOWN_USER, "There is no member '%s' of tenant '%s'".formatted(user, tenant));
    }
}
