package io.netbuild.identity;

import io.netbuild.audit.AuditLog;
import io.netbuild.identity.internal.JdbcInvitationStore;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.InvalidField;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.tenant.Page;
import io.netbuild.tenant.Sql;
import io.netbuild.tenant.TenantRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Invitations to tenants. Whoever has the token of one becomes a member, as a new user or as the one who has the invited e-mail address. NetBuild sends no mail: the
 * token goes to whoever invites, who passes it on.
 */
@ApplicationScoped
@Transactional
public class Invitations {

    private static final Duration LONGEST = Duration.ofDays(30);

    private final JdbcInvitationStore store;
    private final UserDirectory users;
    private final Members members;
    private final TenantRegistry tenants;
    private final AuditLog audit;

    @Inject
    Invitations(
            JdbcInvitationStore store, UserDirectory users, Members members, TenantRegistry tenants, AuditLog audit) {
        this.store = store;
        this.users = users;
        this.members = members;
        this.tenants = tenants;
        this.audit = audit;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected Invitations() {
        this(null, null, null, null, null);
    }

    /** A new invitation, and the only time that its token is told. */
    public record Issued(Invitation invitation, String token) {

        @Override
        public String toString() {
            return "Issued[" + invitation.id() + "]"; // a token must not get into logs
        }
    }

    /**
     * Invites somebody. An open invitation of the same address to the same tenant ends by it.
     *
     * @param lifetime 1 minute to 30 days
     * @throws NetBuildException with {@link ErrorCode#UNKNOWN_TENANT}
     */
    public Issued invite(TenantId tenant, String email, MemberRole role, Duration lifetime, String actor) {
        UserFields.requireEmail(email);
        if (lifetime.compareTo(Duration.ofMinutes(1)) < 0 || lifetime.compareTo(LONGEST) > 0) {
            throw InvalidField.of("lifetime", lifetime, "1 minute to " + LONGEST.toDays() + " days");
        }
        tenants.get(tenant);
        String token = Tokens.random();
        Invitation invitation = Sql.call(() -> {
            store.deleteOpen(tenant, email);
            return store.insert(
                    Tokens.hash(token),
                    tenant,
                    email,
                    role,
                    actor,
                    Instant.now().plus(lifetime));
        });
        audit.record(
                actor,
                tenant,
                "member.invited",
                Map.of("email", email, "role", role.role().claim()));
        return new Issued(invitation, token);
    }

    /** Newest first; accepted and expired ones among them. @throws NetBuildException with {@link ErrorCode#UNKNOWN_TENANT} */
    public Page<Invitation> page(TenantId tenant, int offset, int limit) {
        Page.requireRange(offset, limit);
        tenants.get(tenant);
        return Sql.call(() -> store.page(tenant, offset, limit));
    }

    /** Withdraws an invitation that is open. @throws NetBuildException with {@link ErrorCode#NOT_FOUND} when there is none */
    public void withdraw(TenantId tenant, UUID id, String actor) {
        if (!Sql.call(() -> store.delete(tenant, id))) {
            throw new NetBuildException(
                    ErrorCode.NOT_FOUND, "There is no open invitation '%s' to tenant '%s'".formatted(id, tenant));
        }
        audit.record(actor, tenant, "member.invitation-withdrawn", Map.of("invitation", id.toString()));
    }

    /**
     * What a token invites to, while it is open.
     *
     * @throws NetBuildException with {@link ErrorCode#NOT_FOUND} when the token is wrong, or the invitation was accepted, withdrawn or has expired
     */
    public Invitation open(String token) {
        return Sql.call(() -> store.findOpenForUpdate(Tokens.hash(token)))
                .orElseThrow(() -> new NetBuildException(
                        ErrorCode.NOT_FOUND, "The invitation does not exist, was used, or has expired"));
    }

    /**
     * Accepts an invitation as a new user.
     *
     * @throws NetBuildException with {@link ErrorCode#NOT_FOUND} as {@link #open}, with {@link ErrorCode#USER_EXISTS} when another user has the id
     *     or the e-mail address
     */
    public Membership acceptAsNew(String token, UserId id, String displayName, String password) {
        Invitation invitation = open(token);
        members.create(
                new NewUser(id, displayName, invitation.email(), false, password),
                invitation.tenant(),
                invitation.role().role(),
                invitation.role().groups(),
                id.value());
        return accepted(invitation, id);
    }

    /**
     * Accepts an invitation as the user that has signed in.
     *
     * @throws NetBuildException with {@link ErrorCode#NOT_FOUND} as {@link #open}, with {@link ErrorCode#FORBIDDEN} when somebody else was invited
     */
    public Membership accept(String token, UserId id) {
        Invitation invitation = open(token);
        if (!users.get(id).email().equalsIgnoreCase(invitation.email())) {
            throw new NetBuildException(
                    ErrorCode.FORBIDDEN,
                    "Somebody with another e-mail address than that of user '%s' was invited".formatted(id));
        }
        members.put(
                id,
                invitation.tenant(),
                invitation.role().role(),
                invitation.role().groups(),
                id.value());
        return accepted(invitation, id);
    }

    private Membership accepted(Invitation invitation, UserId by) {
        Sql.run(() -> store.accept(invitation.id(), by));
        return members.get(invitation.tenant(), by);
    }
}
