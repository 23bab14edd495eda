package io.netbuild.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentIssuerTest {

    private static final DevelopmentIssuer.Request ANN =
            new DevelopmentIssuer.Request("ann", Set.of(Role.TENANT_ADMIN), new TenantId("red"), Duration.ofMinutes(5));

    @TempDir
    Path directory;

    @Test
    void aTokenShouldBeVerifiedByThePublishedKey() throws Exception {
        DevelopmentIssuer issuer = started();

        String token = issuer.issue("netbuild-dev", secret(), ANN).value();

        JsonWebKeySet published = new JsonWebKeySet(Files.readString(directory.resolve("jwks.json")));
        JwtClaims claims = new JwtConsumerBuilder()
                .setVerificationKey(published.getJsonWebKeys().get(0).getKey())
                .setExpectedIssuer("test-issuer")
                .setRequireExpirationTime()
                .build()
                .processToClaims(token);
        assertThat(claims.getSubject()).isEqualTo("ann");
        assertThat(claims.getStringClaimValue("tenant_id")).isEqualTo("red");
        assertThat(claims.getStringListClaimValue("groups")).containsExactly("tenant-admin");
    }

    @Test
    void aWrongSecretShouldGetNoToken() {
        DevelopmentIssuer issuer = started();

        assertThatThrownBy(() -> issuer.issue("netbuild-dev", "guess", ANN))
                .isInstanceOfSatisfying(
                        NetBuildException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHENTICATED));
    }

    @Test
    void theKeysShouldOutliveARestartAndStayPrivate() throws Exception {
        started();
        String key = Files.readString(directory.resolve("private.jwk"));

        started();

        assertThat(Files.readString(directory.resolve("private.jwk"))).isEqualTo(key);
        assertThat(Files.readString(directory.resolve("jwks.json"))).doesNotContain("\"d\"");
        for (String file : Set.of("private.jwk", "client-secret")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(file))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void withoutDevelopmentModeThereShouldBeNoIssuer() {
        DevelopmentIssuer issuer = new DevelopmentIssuer(false, Optional.of(directory), Optional.of("test-issuer"));
        issuer.start();

        assertThat(directory).isEmptyDirectory();
        assertThatThrownBy(() -> issuer.issue("netbuild-dev", "any", ANN))
                .isInstanceOfSatisfying(
                        NetBuildException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void anOperatorShouldBelongToNoTenant() {
        assertThatThrownBy(() -> new DevelopmentIssuer.Request(
                        "olga", Set.of(Role.OPERATOR), new TenantId("red"), Duration.ofMinutes(5)))
                .hasMessageContaining("tenant is 'red'");
    }

    private DevelopmentIssuer started() {
        DevelopmentIssuer issuer = new DevelopmentIssuer(true, Optional.of(directory), Optional.of("test-issuer"));
        issuer.start();
        return issuer;
    }

    private String secret() throws Exception {
        return Files.readString(directory.resolve("client-secret"));
    }
}
