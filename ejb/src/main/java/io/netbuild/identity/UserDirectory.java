package io.netbuild.identity;

import io.netbuild.audit.AuditLog;
import io.netbuild.identity.internal.JdbcMembershipStore;
import io.netbuild.identity.internal.JdbcSessionStore;
import io.netbuild.identity.internal.JdbcUserStore;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.InvalidField;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.security.Caller;
import io.netbuild.security.Role;
import io.netbuild.tenant.Page;
import io.netbuild.tenant.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All users of the platform. A user exists once, whatever tenants it belongs to and wherever those live. Every change is written with its audit entry in
 * one transaction; passwords get into neither. For the platform and its operators: nothing here is limited to the current tenant.
 */
@ApplicationScoped
@Transactional
public class UserDirectory {

    private final JdbcUserStore users;
    private final JdbcMembershipStore memberships;
    private final JdbcSessionStore sessions;
    private final AuditLog audit;
    private final Event<SessionsEnded> ended;

    @Inject
    UserDirectory(
            JdbcUserStore users,
            JdbcMembershipStore memberships,
            JdbcSessionStore sessions,
            AuditLog audit,
            Event<SessionsEnded> ended) {
        this.users = users;
        this.memberships = memberships;
        this.sessions = sessions;
        this.audit = audit;
        this.ended = ended;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected UserDirectory() {
        this(null, null, null, null, null);
    }

    /** @throws NetBuildException with {@link ErrorCode#UNKNOWN_USER} */
    public User get(UserId id) {
        return find(id).orElseThrow(() -> unknown(id));
    }

    public Optional<User> find(UserId id) {
        return Sql.call(() -> users.find(id));
    }

    public Page<User> page(UserQuery query) {
        return Sql.call(() -> users.page(query));
    }

    /** Those of the users that exist, by their ids. */
    public Map<UserId, User> all(Collection<UserId> ids) {
        return Sql.call(() -> users.all(ids)).stream().collect(Collectors.toMap(User::id, user -> user));
    }

    /** Where the user belongs, ordered by tenant. */
    public List<Membership> membershipsOf(UserId id) {
        return Sql.call(() -> memberships.ofUser(id));
    }

    /**
     * As whom a user acts.
     *
     * @param tenant null for an operator, and for a member of one tenant only
     * @throws NetBuildException with {@link ErrorCode#FORBIDDEN} when the user does not belong there, with {@link ErrorCode#INVALID_FIELD} when
     *     there are several tenants and none is named
     */
    public Caller callerOf(User user, @Nullable TenantId tenant) {
        if (user.operator() && tenant == null) {
            return new Caller(user.id().value(), Set.of(Role.OPERATOR.claim()), Optional.empty());
        }
        List<Membership> all = membershipsOf(user.id());
        if (all.isEmpty()) {
            throw new NetBuildException(ErrorCode.FORBIDDEN, "User '%s' belongs to no tenant".formatted(user.id()));
        }
        List<Membership> there = all.stream()
                .filter(one -> tenant == null || one.tenant().equals(tenant))
                .toList();
        if (there.isEmpty()) {
            throw new NetBuildException(
                    ErrorCode.FORBIDDEN, "User '%s' does not belong to tenant '%s'".formatted(user.id(), tenant));
        }
        if (there.size() > 1) {
            throw InvalidField.of(
                    "tenant",
                    null,
                    "one of those that the user belongs to: "
                            + there.stream().map(one -> one.tenant().value()).collect(Collectors.joining(", ")));
        }
        Membership membership = there.get(0);
        Set<String> groups = new TreeSet<>(membership.groups());
        groups.add(membership.role().claim());
        return new Caller(user.id().value(), groups, Optional.of(membership.tenant()));
    }

    /** As whom a user acts in a tenant, or as an operator; empty when the user is disabled, gone, or does not belong there any more. */
    public Optional<Caller> activeCallerOf(UserId id, @Nullable TenantId tenant) {
        return find(id).filter(user -> user.status() == UserStatus.ACTIVE && user.operator() == (tenant == null))
                .filter(user -> tenant == null
                        || membershipsOf(id).stream()
                                .anyMatch(one -> one.tenant().equals(tenant)))
                .map(user -> callerOf(user, tenant));
    }

    /** @throws NetBuildException with {@link ErrorCode#USER_EXISTS} when another user has the id or e-mail address */
    public User create(NewUser wish, String actor) {
        return Sql.call(() -> {
            if (!users.insert(wish, wish.password() == null ? null : Passwords.hash(wish.password()))) {
                throw exists(
                        "Another user has the id '%s' or the e-mail address '%s'".formatted(wish.id(), wish.email()));
            }
            audit.record(
                    actor,
                    null,
                    "user.created",
                    Map.of("user", wish.id().value(), "operator", String.valueOf(wish.operator())));
            return get(wish.id());
        });
    }

    /**
     * Changes what is not null. A new password ends the user's sessions, and so does disabling it.
     *
     * @param version the version that the caller has seen, null to change whatever is there
     * @throws NetBuildException with {@link ErrorCode#UNKNOWN_USER}, {@link ErrorCode#VERSION_MISMATCH}, {@link ErrorCode#USER_EXISTS} for an e-mail
     *     address that another user has, and {@link ErrorCode#CONFLICT} when a member of a tenant is to become an operator, or no active operator would
     *     be left
     */
    public User change(UserId id, UserChange change, @Nullable Long version, String actor) {
        return Sql.call(() -> {
            if (Boolean.FALSE.equals(change.operator()) || change.status() == UserStatus.DISABLED) {
                requireAnotherOperator(id);
            }
            User present = users.findForUpdate(id).orElseThrow(() -> unknown(id));
            if (version != null && version != present.version()) {
                throw new NetBuildException(
                        ErrorCode.VERSION_MISMATCH,
                        "User '%s' is at version %d, not %d".formatted(id, present.version(), version));
            }
            User changed = changed(present, change);
            if (changed.operator() && !memberships.ofUser(id).isEmpty()) {
                throw new NetBuildException(
                        ErrorCode.CONFLICT, "User '%s' belongs to tenants and so cannot be an operator".formatted(id));
            }
            Map<String, String> difference = difference(present, changed);
            if (!difference.isEmpty() && !users.update(changed)) {
                throw exists("Another user has the e-mail address '%s'".formatted(changed.email()));
            }
            if (change.password() != null) {
                users.setPassword(id, Passwords.hash(change.password()));
                endSessions(id); // whoever signed in by the old one has to do so again
                difference.put("password", "changed");
            }
            if (present.status() == UserStatus.ACTIVE && changed.status() == UserStatus.DISABLED) {
                endSessions(id); // they do not come back when the user is enabled again
            }
            if (!difference.isEmpty()) {
                difference.put("user", id.value());
                audit.record(actor, null, "user.changed", difference);
            }
            return get(id);
        });
    }

    /**
     * Removes a user with its memberships.
     *
     * @throws NetBuildException with {@link ErrorCode#UNKNOWN_USER}, and {@link ErrorCode#CONFLICT} when no active operator would be left
     */
    public void remove(UserId id, String actor) {
        Sql.run(() -> {
            requireAnotherOperator(id);
            if (!users.delete(id)) {
                throw unknown(id);
            }
            audit.record(actor, null, "user.removed", Map.of("user", id.value()));
            ended.fire(new SessionsEnded(id)); // gone with their user
        });
    }

    private void endSessions(UserId id) throws SQLException {
        sessions.deleteOfUser(id);
        ended.fire(new SessionsEnded(id));
    }

    /** Before the user's own row is locked: whoever else changes operators waits in the same order. */
    private void requireAnotherOperator(UserId leaves) {
        List<User> operators = Sql.call(users::operatorsForUpdate);
        if (operators.size() == 1 && operators.get(0).id().equals(leaves)) {
            throw new NetBuildException(
                    ErrorCode.CONFLICT, "User '%s' is the last operator who can sign in".formatted(leaves));
        }
    }

    static NetBuildException unknown(UserId id) {
        return new NetBuildException(ErrorCode.UNKNOWN_USER, "There is no user '%s'".formatted(id));
    }

    private static NetBuildException exists(String message) {
        return new NetBuildException(ErrorCode.USER_EXISTS, message);
    }

    private static User changed(User user, UserChange change) {
        return new User(
                user.id(),
                change.displayName() == null ? user.displayName() : change.displayName(),
                change.email() == null ? user.email() : change.email(),
                change.operator() == null ? user.operator() : change.operator(),
                change.status() == null ? user.status() : change.status(),
                user.hasPassword(),
                user.lockedUntil(),
                user.createdAt(),
                user.updatedAt(),
                user.version());
    }

    private static Map<String, String> difference(User before, User after) {
        Map<String, String> difference = new TreeMap<>();
        note(difference, "displayName", before.displayName(), after.displayName());
        note(difference, "email", before.email(), after.email());
        note(difference, "operator", before.operator(), after.operator());
        note(difference, "status", before.status(), after.status());
        return difference;
    }

    private static void note(Map<String, String> difference, String field, Object before, Object after) {
        if (!before.equals(after)) {
            difference.put(field, before + " -> " + after);
        }
    }
}
