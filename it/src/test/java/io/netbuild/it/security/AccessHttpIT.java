package io.netbuild.it.security;

import static io.netbuild.it.tenants.FourTenants.SCHEMA;
import static io.netbuild.it.tenants.FourTenants.SHARED_A;
import static io.netbuild.it.tenants.FourTenants.SHARED_B;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.FourTenants;
import io.netbuild.it.tenants.TestTenant;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens, good and bad, on all paths. */
class AccessHttpIT {

    private static final String OF_TENANT = "/engine-rest/task";
    private static final List<String> ADMIN = List.of("tenant-admin");

    @BeforeAll
    static void tenants() {
        FourTenants.all().forEach(FourTenants::of);
    }

    /** A way to ask with a bad token. */
    record Bad(String what, String token) {
        @Override
        public String toString() {
            return what;
        }
    }

    private static JwtClaims good() {
        return Tokens.claims(ADMIN, SHARED_A.id());
    }

    private static JwtClaims expired() {
        JwtClaims claims = good();
        claims.setIssuedAt(NumericDate.fromSeconds(NumericDate.now().getValue() - 7200));
        claims.setExpirationTime(NumericDate.fromSeconds(NumericDate.now().getValue() - 3600));
        return claims;
    }

    private static JwtClaims ofAnotherIssuer() {
        JwtClaims claims = good();
        claims.setIssuer("urn:somebody:else");
        return claims;
    }

    private static JwtClaims withoutExpiry() {
        JwtClaims claims = good();
        claims.unsetClaim("exp");
        return claims;
    }

    static Stream<Bad> badTokens() {
        String signed = Tokens.signed(good(), Tokens.issuersKey());
        return Stream.of(
                new Bad("signed with another key", Tokens.signed(good(), Tokens.forgedKey())),
                new Bad("expired", Tokens.signed(expired(), Tokens.issuersKey())),
                new Bad("without an expiry", Tokens.signed(withoutExpiry(), Tokens.issuersKey())),
                new Bad("of another issuer", Tokens.signed(ofAnotherIssuer(), Tokens.issuersKey())),
                new Bad("not signed", Tokens.unsigned(good())),
                new Bad("signed with the public key", Tokens.signedWithThePublicKey(good())),
                new Bad("for another tenant", Tokens.tampered(signed, Tokens.claims(ADMIN, SHARED_B.id()))),
                new Bad("with another role", Tokens.tampered(signed, Tokens.claims(List.of("operator"), null))),
                new Bad("no token", "nonsense"));
    }

    @Test
    void aTokenMadeWithTheIssuersKeyShouldBeTaken() {
        Answer answer = Api.anonymous()
                .bearing(Tokens.signed(good(), Tokens.issuersKey()))
                .get(OF_TENANT);

        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void aBadTokenShouldBeRefused(Bad bad) {
        for (String path : List.of(
                OF_TENANT, "/t/" + SHARED_A + OF_TENANT, "/api/tenants", "/api/purchase-requests", "/metrics")) {
            Answer answer = Api.anonymous().bearing(bad.token()).get(path);

            assertUnauthenticated(answer);
        }
    }

    private static void assertUnauthenticated(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(401);
        assertThat(answer.contentType()).as("%s", answer).isEqualTo("application/problem+json");
        assertThat(List.of(answer.text("code"), answer.text("error")))
                .as("%s", answer)
                .contains("unauthenticated");
        assertThat(answer.header("WWW-Authenticate")).as("%s", answer).isPresent();
    }

    @Test
    void everyDescribedOperationShouldNeedATokenButTheOpenOnes() {
        JsonNode paths = Api.describedPaths();
        int asked = 0;

        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                String method = operation.getKey().toUpperCase(Locale.ROOT);
                if (List.of("GET", "POST", "PUT", "PATCH", "DELETE").contains(method) && !isOpen(path.getKey())) {
                    assertUnauthenticated(Api.anonymous()
                            .send(
                                    method,
                                    path.getKey().replaceAll("\\{[^}]*}", SHARED_A.id()),
                                    BodyPublishers.ofString("{}"),
                                    "application/json"));
                    asked++;
                }
            }
        }

        assertThat(asked).isGreaterThan(8);
    }

    /** Where one signs in, by other credentials than those that all the rest needs. */
    private static boolean isOpen(String path) {
        return path.startsWith("/api/errors")
                || path.startsWith("/api/sessions/oidc/")
                || List.of("/api/tokens", "/api/sessions", "/api/invitations/accepted")
                        .contains(path);
    }

    @Test
    void aRefusalShouldBeNoErrorInTheLog() throws IOException {
        for (String path : List.of(OF_TENANT, "/api/tenants", "/camunda/api/engine/engine", "/metrics")) {
            assertUnauthenticated(Api.anonymous().bearing("no-token").get(path));
        }

        assertThat(Files.readString(Stack.server().log())).doesNotContain("UT005023");
    }

    @Test
    void everythingElseShouldNeedATokenToo() {
        for (String path : List.of(
                "/metrics",
                "/engine-rest",
                "/engine-rest/engine",
                "/engine-rest/version",
                "/engine-rest/process-instance",
                "/t/" + SHARED_A + "/engine-rest/process-instance",
                "/t/" + SHARED_A,
                "/t/nobody/engine-rest/process-instance",
                "/t/",
                "/",
                "/nothing-here",
                "/api/nothing-here")) {
            assertUnauthenticated(Api.anonymous().get(path));
        }
    }

    @Test
    void healthAndDescriptionShouldBeOpen() {
        for (String path : List.of("/health/live", "/health/ready", "/health/started", "/api/openapi", "/api/errors")) {
            assertThat(Api.anonymous().get(path).status()).as(path).isEqualTo(200);
        }
    }

    @Test
    void aWrongSecretShouldGetNoToken() {
        Map<String, Object> wish = Map.of("subject", "mallory", "roles", List.of("operator"));
        for (String credentials : List.of("netbuild-dev:wrong", "netbuild-dev:", "other:wrong", ":", "nothing")) {
            Answer answer = Api.anonymous()
                    .with(
                            "Authorization",
                            "Basic "
                                    + Base64.getEncoder()
                                            .encodeToString(
                                                    credentials.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                    .post("/api/tokens", wish);

            assertThat(answer.status()).as("%s", answer).isEqualTo(401);
            assertThat(answer.text("code")).isEqualTo("unauthenticated");
        }
        assertThat(Api.anonymous().post("/api/tokens", wish).status()).isEqualTo(401);
    }

    @Test
    void membersShouldComeIntoTheirOwnTenantOnly() {
        SoftAssertions softly = new SoftAssertions();
        for (TestTenant own : List.of(SHARED_A, SCHEMA)) {
            for (Api member : List.of(Api.adminOf(own.id()), Api.userOf(own.id()))) {
                softly.assertThat(member.get("/t/" + own + OF_TENANT).status()).isEqualTo(200);
                softly.assertThat(member.get("/api/tenants/" + own).status()).isEqualTo(200);
                FourTenants.all().filter(other -> !other.equals(own)).forEach(other -> {
                    for (String path : List.of(
                            "/t/" + other + OF_TENANT,
                            "/t/" + other + "/api/purchase-requests",
                            "/t/" + other + "/../" + other + OF_TENANT,
                            "/t/" + own + "/../../t/" + other + OF_TENANT,
                            "/t/%69" + other.id().substring(1) + OF_TENANT,
                            "/api/tenants/" + other)) {
                        Answer answer = member.get(path);
                        softly.assertThat(answer.status()).as("%s", answer).isIn(400, 403, 404);
                        softly.assertThat(answer.contentType()).as("%s", answer).isEqualTo("application/problem+json");
                    }
                });
            }
        }
        softly.assertAll();
    }

    @Test
    void membersShouldNotDoTheWorkOfOperators() {
        SoftAssertions softly = new SoftAssertions();
        String self = "/api/tenants/" + SHARED_A;
        for (Api member : List.of(Api.adminOf(SHARED_A.id()), Api.userOf(SHARED_A.id()))) {
            for (Answer answer : List.of(
                    member.get("/api/tenants"),
                    member.post("/api/tenants", TestTenant.shared("sec-mine").wish()),
                    member.patch(self, Map.of("name", "Mine")),
                    member.post(self + "/suspend", Map.of()),
                    member.post(self + "/resume", Map.of()),
                    member.get(self + "/provisioning"),
                    member.post(self + "/provisioning"),
                    member.delete(self + "?force=true"),
                    member.get("/metrics"))) {
                softly.assertThat(answer.status()).as("%s", answer).isEqualTo(403);
                softly.assertThat(answer.text("code")).as("%s", answer).isEqualTo("forbidden");
            }
        }
        softly.assertAll();
        assertThat(SHARED_A.resource().get("").expect(200).text("status")).isEqualTo("ACTIVE");
    }

    @Test
    void anUnknownTenantShouldBeToldToOperatorsOnly() {
        Answer toOperator = Api.operator().get("/t/nobody" + OF_TENANT);
        Answer toMember = Api.adminOf(SHARED_A.id()).get("/t/nobody" + OF_TENANT);

        assertThat(toOperator.status()).isEqualTo(404);
        assertThat(toOperator.text("error")).isEqualTo("unknown-tenant");
        assertThat(toMember.status()).isEqualTo(403);
    }

    @Test
    void anOperatorWithoutATenantShouldNameOne() {
        Answer answer = Api.operator().get(OF_TENANT);

        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.text("error")).isEqualTo("no-tenant");
    }

    @Test
    void aTokenOfATenantShouldNotMakeAnOperator() {
        String both = Tokens.signed(Tokens.claims(List.of("operator", "user"), SHARED_A.id()), Tokens.issuersKey());
        Api caller = Api.anonymous().bearing(both);

        assertThat(caller.get("/api/tenants").status()).isEqualTo(403);
        assertThat(caller.get("/t/" + SHARED_B + OF_TENANT).status()).isEqualTo(403);
        assertThat(caller.post("/engine-rest/deployment/create", Map.of()).isRefusal())
                .isTrue();
    }

    @Test
    void aUserShouldWorkButNotDeploy() {
        Api user = Api.userOf(SHARED_A.id()).under("/engine-rest");

        assertThat(user.post("/process-definition/key/simple/start", Map.of("businessKey", "by-user"))
                        .status())
                .isEqualTo(200);
        assertThat(new io.netbuild.it.tenants.Engine(user)
                        .tryDeploy(io.netbuild.dev.demo.Models.of("simple"))
                        .status())
                .isEqualTo(403);
        assertThat(user.get("/authorization").expect(200).body()).isEqualTo("[]");
    }
}
