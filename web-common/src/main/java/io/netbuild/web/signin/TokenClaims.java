package io.netbuild.web.signin;

import io.netbuild.kernel.TenantId;
import io.netbuild.security.Caller;
import io.netbuild.security.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonString;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * From the claims of a verified token to its caller. Which claims they are is configuration, {@code netbuild.token.*}: {@code subject-claim} (default
 * {@code upn}, else {@code preferred_username}, else {@code sub}), {@code groups-claim} (default {@code groups}), {@code tenant-claim} (default {@code tenant_id}), and
 * the groups that stand for the platform's roles: {@code operator-group}, {@code tenant-admin-group}, {@code user-group} (default: the names of the roles). A claim inside of another is named by its path, as in {@code
 * realm_access/roles}.
 */
@ApplicationScoped
public class TokenClaims {

    private final Optional<String> subjectClaim;
    private final String groupsClaim;
    private final String tenantClaim;
    private final Map<String, Role> roles;

    @Inject
    TokenClaims(
            @ConfigProperty(name = "netbuild.token.subject-claim") Optional<String> subjectClaim,
            @ConfigProperty(name = "netbuild.token.groups-claim", defaultValue = "groups") String groupsClaim,
            @ConfigProperty(name = "netbuild.token.tenant-claim", defaultValue = "tenant_id") String tenantClaim,
            @ConfigProperty(name = "netbuild.token.operator-group", defaultValue = Role.OPERATOR_NAME) String operators,
            @ConfigProperty(name = "netbuild.token.tenant-admin-group", defaultValue = Role.TENANT_ADMIN_NAME)
                    String administrators,
            @ConfigProperty(name = "netbuild.token.user-group", defaultValue = Role.USER_NAME) String users) {
        this.subjectClaim = subjectClaim;
        this.groupsClaim = groupsClaim;
        this.tenantClaim = tenantClaim;
        this.roles = Map.of(operators, Role.OPERATOR, administrators, Role.TENANT_ADMIN, users, Role.USER);
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected TokenClaims() {
        this.subjectClaim = Optional.empty();
        this.groupsClaim = "";
        this.tenantClaim = "";
        this.roles = Map.of();
    }

    Caller callerOf(JsonWebToken token) {
        return callerOf(token::getClaim, token.getName());
    }

    /**
     * @param claims null for a claim that is not there
     * @param name the subject, unless a claim is configured for it
     * @throws io.netbuild.kernel.NetBuildException with {@link io.netbuild.kernel.ErrorCode#UNAUTHENTICATED} when there is no subject
     */
    public Caller callerOf(Function<String, @Nullable Object> claims, @Nullable String name) {
        String subject = subjectClaim.map(claims).map(TokenClaims::text).orElse(subjectClaim.isPresent() ? null : name);
        if (subject == null || subject.isBlank()) {
            throw Credentials.wrong("The token says nothing about who its subject is");
        }
        Set<String> groups = texts(find(claims, groupsClaim));
        Optional<TenantId> tenant = Optional.ofNullable(find(claims, tenantClaim))
                .map(TokenClaims::text)
                .map(TenantId::new);
        return new Caller(subject, withRoles(groups), tenant);
    }

    private static @Nullable Object find(Function<String, @Nullable Object> claims, String name) {
        Object whole = claims.apply(name);
        if (whole != null || !name.contains("/")) {
            return whole;
        }
        String[] path = name.split("/");
        Object found = claims.apply(path[0]);
        for (int i = 1; i < path.length; i++) {
            found = found instanceof Map<?, ?> object ? object.get(path[i]) : null;
        }
        return found;
    }

    /** The groups under the platform's names of roles; a group that merely has such a name is left out. */
    private Set<String> withRoles(Set<String> groups) {
        Set<String> names = Set.of(Role.OPERATOR_NAME, Role.TENANT_ADMIN_NAME, Role.USER_NAME);
        return groups.stream()
                .filter(group -> roles.containsKey(group) || !names.contains(group))
                .map(group -> roles.containsKey(group) ? roles.get(group).claim() : group)
                .collect(Collectors.toSet());
    }

    private static Set<String> texts(@Nullable Object claim) {
        if (claim instanceof Collection<?> several) { // a JSON array is a collection of JSON values
            return several.stream().map(TokenClaims::text).collect(Collectors.toSet());
        }
        return claim == null ? Set.of() : Set.of(text(claim));
    }

    private static String text(Object claim) {
        return claim instanceof JsonString text ? text.getString() : String.valueOf(claim);
    }
}
