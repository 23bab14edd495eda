package io.netbuild.it.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Databases;
import io.netbuild.it.tenants.People;
import io.netbuild.it.tenants.TestTenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Keys by which programs act as users. */
class ApiKeysHttpIT {

    private static final TestTenant HOME = TestTenant.shared("keys-home");
    private static final TestTenant OTHER = TestTenant.schema("keys-other");
    private static final String TASKS = "/engine-rest/task";
    private static final Duration FORGOTTEN = Duration.ofSeconds(20);

    @BeforeAll
    static void tenants() {
        HOME.create();
        OTHER.create();
    }

    private static Answer issue(Api by, Map<String, Object> wish) {
        return by.post("/api/api-keys", wish);
    }

    private static Api bearing(Answer issued) {
        return Api.anonymous().bearing(issued.text("token"));
    }

    private static String id(Answer issued) {
        return issued.json().path("key").path("id").asText();
    }

    @Test
    void aKeyShouldActAsItsUserAsATokenAndByBasicAuthentication() {
        String user = People.member(HOME, "user");
        Answer issued = issue(People.browserOf(user), Map.of("name", "worker")).expect(201);
        String basic = Base64.getEncoder().encodeToString((id(issued) + ":" + issued.text("secret")).getBytes(UTF_8));

        Answer current = bearing(issued).get("/api/sessions/current").expect(200);

        assertThat(current.text("user")).isEqualTo(user);
        assertThat(current.text("tenant")).isEqualTo(HOME.id());
        bearing(issued).get(TASKS).expect(200);
        Api.anonymous().with("Authorization", "Basic " + basic).get(TASKS).expect(200);
        assertThat(bearing(issued).get("/t/" + OTHER + TASKS).status()).isEqualTo(403);
        assertThat(bearing(issued).get("/api/tenants/" + HOME + "/members").status())
                .isEqualTo(403);
    }

    @Test
    void aRevokedKeyShouldBeRefusedAtOnce() {
        Answer issued = issue(
                        Api.operator(), Map.of("name", "ci", "tenant", HOME.id(), "user", People.member(HOME, "user")))
                .expect(201);
        bearing(issued).get(TASKS).expect(200);

        Api.operator().delete("/api/api-keys/" + id(issued)).expect(204);

        assertThat(bearing(issued).get(TASKS).status()).isEqualTo(401);
        assertThat(Api.operator().get("/api/api-keys/" + id(issued)).expect(200).text("revokedAt"))
                .isNotEqualTo("null");
    }

    @Test
    void aKeyShouldEndAtItsTimeAndWithItsUser() {
        Answer short_ = issue(
                        Api.operator(),
                        Map.of(
                                "name", "short",
                                "tenant", HOME.id(),
                                "user", People.member(HOME, "user"),
                                "expiresAt", Instant.now().plusSeconds(5).toString()))
                .expect(201);
        String leaver = People.member(HOME, "user");
        Answer leavers = issue(Api.operator(), Map.of("name", "x", "tenant", HOME.id(), "user", leaver))
                .expect(201);
        bearing(leavers).get(TASKS).expect(200);

        HOME.resource().delete("/members/" + leaver).expect(204);

        await().atMost(FORGOTTEN).until(() -> bearing(leavers).get(TASKS).status() == 401);
        await().atMost(FORGOTTEN).until(() -> bearing(short_).get(TASKS).status() == 401);
    }

    @Test
    void everybodyShouldManageOnesOwnKeysAndAdministratorsThoseOfTheirTenant() {
        String user = People.member(HOME, "user");
        String colleague = People.member(HOME, "user");
        String stranger = People.member(OTHER, "user");
        Api browser = People.browserOf(user);
        Api administrator = People.browserOf(People.member(HOME, "tenant-admin"));
        Answer own = issue(browser, Map.of("name", "own")).expect(201);
        Answer colleagues = issue(People.browserOf(colleague), Map.of("name", "colleague's"))
                .expect(201);
        Answer strangers =
                issue(People.browserOf(stranger), Map.of("name", "stranger's")).expect(201);

        assertThat(browser.get("/api/api-keys").expect(200).body())
                .contains(id(own))
                .doesNotContain(id(colleagues))
                .doesNotContain(id(strangers));
        assertThat(administrator.get("/api/api-keys?limit=500").expect(200).body())
                .contains(id(own))
                .contains(id(colleagues))
                .doesNotContain(id(strangers));
        assertThat(issue(browser, Map.of("name", "x", "user", colleague)).status())
                .isEqualTo(403);
        assertThat(issue(administrator, Map.of("name", "x", "user", stranger, "tenant", OTHER.id()))
                        .status())
                .isEqualTo(403);
        assertThat(issue(administrator, Map.of("name", "x", "user", stranger)).status())
                .isEqualTo(403);
        assertThat(browser.delete("/api/api-keys/" + id(colleagues)).status()).isEqualTo(404);
        assertThat(administrator.get("/api/api-keys/" + id(strangers)).status()).isEqualTo(404);
        assertThat(administrator.get("/api/api-keys?tenant=" + OTHER).status()).isEqualTo(403);
        administrator.delete("/api/api-keys/" + id(colleagues)).expect(204);
    }

    @Test
    void revokedKeysShouldBeListedWhenAskedFor() {
        Api browser = People.browserOf(People.member(HOME, "user"));
        Answer issued = issue(browser, Map.of("name", "x")).expect(201);
        browser.delete("/api/api-keys/" + id(issued)).expect(204);

        assertThat(browser.get("/api/api-keys").expect(200).body()).doesNotContain(id(issued));
        assertThat(browser.get("/api/api-keys?revoked=true").expect(200).body()).contains(id(issued));
        assertThat(browser.get("/api/api-keys?revoked=maybe").expect(400).text("field"))
                .isEqualTo("revoked");
    }

    @Test
    void aKeyShouldNotMakeKeys() {
        Answer users = issue(People.browserOf(People.member(HOME, "user")), Map.of("name", "first"))
                .expect(201);
        Answer operators = issue(Api.operator(), Map.of("name", "first", "user", People.operator()))
                .expect(201);

        for (Answer key : List.of(users, operators)) {
            Answer refused = issue(bearing(key), Map.of("name", "second")).expect(403);
            assertThat(refused.text("detail")).contains("API key is not enough");
        }
    }

    @Test
    void anOperatorsKeyShouldBelongToNoTenant() {
        String operator = People.operator();

        Answer issued =
                issue(Api.operator(), Map.of("name", "ops", "user", operator)).expect(201);

        bearing(issued).get("/api/users").expect(200);
        bearing(issued).get("/t/" + OTHER + TASKS).expect(200);
        assertThat(issue(Api.operator(), Map.of("name", "ops", "user", operator, "tenant", HOME.id()))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void wrongKeysShouldBeRefused() {
        Answer issued = issue(People.browserOf(People.member(HOME, "user")), Map.of("name", "x"))
                .expect(201);
        String token = issued.text("token");

        for (String wrong : new String[] {
            token + "x",
            token.substring(0, token.length() - 1),
            id(issued) + ".",
            id(issued),
            "nbk_aaaaaaaaaaaaaaaa." + issued.text("secret")
        }) {
            assertThat(Api.anonymous().bearing(wrong).get(TASKS).status())
                    .as(wrong)
                    .isEqualTo(401);
        }
    }

    @Test
    void badFieldsShouldBeNamed() {
        Api browser = People.browserOf(People.member(HOME, "user"));

        assertThat(issue(browser, Map.of()).expect(400).text("field")).isEqualTo("name");
        assertThat(issue(browser, Map.of("name", "x", "expiresAt", "tomorrow"))
                        .expect(400)
                        .text("field"))
                .isEqualTo("expiresAt");
        assertThat(issue(browser, Map.of("name", "x", "expiresAt", "2020-01-01T00:00:00Z"))
                        .expect(400)
                        .text("field"))
                .isEqualTo("expiresAt");
    }

    @Test
    void theSecretShouldBeToldOnceAndKeptAsAHashOnly() throws SQLException {
        Answer issued = issue(People.browserOf(People.member(HOME, "user")), Map.of("name", "x"))
                .expect(201);
        String secret = issued.text("secret");

        assertThat(Api.operator().get("/api/api-keys/" + id(issued)).expect(200).body())
                .doesNotContain(secret);
        try (Connection system = Databases.system()) {
            assertThat(Databases.number(
                            system,
                            "select count(*) from netbuild.api_keys k where id = '" + id(issued)
                                    + "' and strpos(k::text, '" + secret + "') = 0 and secret_hash = sha256('" + secret
                                    + "')"))
                    .isEqualTo(1);
        }
    }
}
