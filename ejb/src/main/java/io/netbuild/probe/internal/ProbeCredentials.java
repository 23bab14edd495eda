package io.netbuild.probe.internal;

import io.netbuild.identity.ApiKeys;
import io.netbuild.identity.Members;
import io.netbuild.identity.NewApiKey;
import io.netbuild.identity.NewUser;
import io.netbuild.identity.UserDirectory;
import io.netbuild.identity.UserId;
import io.netbuild.kernel.TenantId;
import io.netbuild.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a tenant of a probe shows to get in: an API key of a user of its own, who is its administrator, the most that anybody can be in a tenant. The
 * user has no password.
 */
@ApplicationScoped
public class ProbeCredentials {

    private static final Duration LIFETIME = Duration.ofHours(1);

    private final Members members;
    private final UserDirectory users;
    private final ApiKeys keys;

    @Inject
    ProbeCredentials(Members members, UserDirectory users, ApiKeys keys) {
        this.members = members;
        this.users = users;
        this.keys = keys;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected ProbeCredentials() {
        this(null, null, null);
    }

    /** Makes user and key. */
    ProbeKey issue(ProbeTenant tenant, String actor) {
        return issue(tenant, userOf(tenant.id()), "probe", Role.TENANT_ADMIN, actor);
    }

    /** Makes an ordinary member with a key, that others try to remove. */
    ProbeKey issueToGuest(ProbeTenant tenant, String actor) {
        return issue(tenant, guestOf(tenant.id()), "guest", Role.USER, actor);
    }

    private ProbeKey issue(ProbeTenant tenant, UserId user, String address, Role role, String actor) {
        NewUser wish = new NewUser(
                user, "Isolation probe", address + "@" + tenant.tenant().emailDomain(), false, null);
        members.create(wish, tenant.id(), role, List.of(), actor);
        NewApiKey key = new NewApiKey(
                "isolation probe", user, tenant.id(), Instant.now().plus(LIFETIME));
        ApiKeys.Issued issued = keys.issue(key, actor);
        return new ProbeKey(issued.key().id().value(), issued.secret());
    }

    /** Removes the users that there are, and their keys with them. */
    void remove(TenantId tenant, String actor) {
        Stream.of(userOf(tenant), guestOf(tenant))
                .map(users::find)
                .flatMap(Optional::stream)
                .forEach(user -> users.remove(user.id(), actor));
    }

    static UserId guestOf(TenantId tenant) {
        return new UserId(tenant.value() + "-guest");
    }

    static UserId userOf(TenantId tenant) {
        return new UserId(tenant.value());
    }
}
