package io.netbuild.web.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.security.Caller;
import io.netbuild.security.Role;
import jakarta.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokenClaimsTest {

    private static final TokenClaims DEFAULTS =
            new TokenClaims(Optional.empty(), "groups", "tenant_id", "operator", "tenant-admin", "user");

    private static final TokenClaims KEYCLOAK = new TokenClaims(
            Optional.of("email"),
            "realm_access/roles",
            "https://acme.example/tenant",
            "platform-team",
            "owners",
            "staff");

    private static Caller caller(TokenClaims mapping, Map<String, Object> claims) {
        return mapping.callerOf(claims::get, "ada");
    }

    @Test
    void defaultsShouldTakeSubjectGroupsAndTenant() {
        Caller caller = caller(DEFAULTS, Map.of("groups", List.of("user", "clerks"), "tenant_id", "acme"));

        assertThat(caller.subject()).isEqualTo("ada");
        assertThat(caller.groups()).containsExactlyInAnyOrder("user", "clerks");
        assertThat(caller.tenant()).contains(new TenantId("acme"));
    }

    @Test
    void claimsShouldBeTheConfiguredOnes() {
        Caller caller = caller(
                KEYCLOAK,
                Map.of(
                        "email", "ada@acme.example",
                        "realm_access", Map.of("roles", List.of("owners", "clerks")),
                        "https://acme.example/tenant", "acme"));

        assertThat(caller.subject()).isEqualTo("ada@acme.example");
        assertThat(caller.is(Role.TENANT_ADMIN)).isTrue();
        assertThat(caller.groups()).containsExactlyInAnyOrder("tenant-admin", "clerks");
        assertThat(caller.tenant()).contains(new TenantId("acme"));
    }

    @Test
    void jsonValuesShouldBeReadLikePlainOnes() {
        Caller caller = caller(
                KEYCLOAK,
                Map.of(
                        "email", Json.createValue("ada@acme.example"),
                        "realm_access",
                                Json.createObjectBuilder()
                                        .add("roles", Json.createArrayBuilder().add("staff"))
                                        .build()));

        assertThat(caller.subject()).isEqualTo("ada@acme.example");
        assertThat(caller.groups()).containsExactly("user");
    }

    @Test
    void aGroupThatMerelyHasTheNameOfARoleShouldNotBeOne() {
        Caller caller = caller(
                KEYCLOAK, Map.of("email", "eve", "realm_access", Map.of("roles", List.of("operator", "tenant-admin"))));

        assertThat(caller.groups()).isEmpty();
        assertThat(caller.isOperator()).isFalse();
    }

    @Test
    void missingClaimsShouldGiveNothing() {
        Caller caller = caller(DEFAULTS, Map.of());

        assertThat(caller.groups()).isEmpty();
        assertThat(caller.tenant()).isEmpty();
        assertThatThrownBy(() -> caller(KEYCLOAK, Map.of())).isInstanceOf(NetBuildException.class);
        assertThatThrownBy(() -> caller(DEFAULTS, Map.of("tenant_id", "Not A Tenant")))
                .isInstanceOf(NetBuildException.class);
    }
}
