package io.netbuild.it.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Databases;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.People;
import io.netbuild.it.tenants.TestTenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in with a browser. */
class SessionsHttpIT {

    private static final TestTenant HOME = TestTenant.shared("sessions-home");
    private static final String TASKS = "/engine-rest/task";

    /** Longer than a session is remembered without asking the database. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(20);

    @BeforeAll
    static void tenant() {
        HOME.create();
    }

    @Test
    void aSessionShouldServeItsUserUntilItSignsOut() {
        String user = People.member(HOME, "user");
        Answer signedIn = People.signIn(user, People.PASSWORD).expect(201);
        Api browser = People.browser(signedIn);

        assertThat(signedIn.text("tenant")).isEqualTo(HOME.id());
        assertThat(browser.get("/api/sessions/current").expect(200).text("user"))
                .isEqualTo(user);
        browser.get(TASKS).expect(200);
        Answer signedOut = browser.delete("/api/sessions/current").expect(204);
        assertThat(People.cookie(signedOut)).isIn("netbuild_session=", "netbuild_session=\"\"");
        assertThat(browser.get(TASKS).status()).isEqualTo(401);
    }

    @Test
    void theCookieShouldBeOutOfReachOfScriptsAndOtherSites() {
        Answer signedIn = People.signIn(People.member(HOME, "user"), People.PASSWORD);

        String cookie = signedIn.header("Set-Cookie").orElseThrow();

        assertThat(cookie).contains("HttpOnly").contains("SameSite=Lax").contains("path=/");
        assertThat(signedIn.body()).doesNotContain(People.cookie(signedIn).split("=", 2)[1]);
        assertThat(signedIn.header("Cache-Control")).hasValue("no-store");
    }

    @Test
    void aSessionShouldNotBeFixedBySomebodyElse() {
        String user = People.member(HOME, "user");
        String chosen = "netbuild_session=" + "A".repeat(43);
        Answer signedIn = Api.anonymous()
                .with("Cookie", chosen)
                .post("/api/sessions", Map.of("username", user, "password", People.PASSWORD))
                .expect(201);

        assertThat(People.cookie(signedIn)).isNotEqualTo(chosen);
        assertThat(Api.anonymous().with("Cookie", chosen).get(TASKS).status()).isEqualTo(401);
    }

    @Test
    void signingInAgainShouldEndTheBrowsersOldSession() {
        String user = People.member(HOME, "user");
        Api first = People.browserOf(user);

        Answer second = first.post("/api/sessions", Map.of("username", user, "password", People.PASSWORD));

        People.browser(second.expect(201)).get(TASKS).expect(200);
        assertThat(first.get(TASKS).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"last_used_at = now() - interval '31 minutes'", "expires_at = now()"})
    void aSessionShouldExpire(String time) throws SQLException {
        String user = People.member(HOME, "user");
        Api browser = People.browserOf(user);
        browser.get(TASKS).expect(200);

        try (Connection system = Databases.system()) {
            Databases.execute(system, "update netbuild.sessions set " + time + " where user_id = '" + user + "'");
        }

        await().atMost(FORGOTTEN).until(() -> browser.get(TASKS).status() == 401);
        assertThat(browser.get(TASKS).text("detail")).contains("ended");
    }

    @Test
    void aSessionShouldEndWithThePasswordTheUserAndTheMembership() {
        String changed = People.member(HOME, "user");
        String disabled = People.member(HOME, "user");
        String left = People.member(HOME, "user");
        List<Api> browsers = List.of(People.browserOf(changed), People.browserOf(disabled), People.browserOf(left));
        browsers.forEach(browser -> browser.get(TASKS).expect(200));

        Api.operator()
                .patch("/api/users/" + changed, Map.of("password", "another long password"))
                .expect(200);
        Api.operator()
                .patch("/api/users/" + disabled, Map.of("status", "DISABLED"))
                .expect(200);
        HOME.resource().delete("/members/" + left).expect(204);

        for (Api browser : browsers) {
            await().atMost(FORGOTTEN).until(() -> browser.get(TASKS).status() == 401);
        }
    }

    @Test
    void aSessionShouldFollowTheUsersRole() {
        String user = People.member(HOME, "user");
        Api browser = People.browserOf(user);
        String members = "/api/tenants/" + HOME + "/members";
        assertThat(browser.get(members).status()).isEqualTo(403);

        HOME.resource().put("/members/" + user, Map.of("role", "tenant-admin")).expect(200);

        await().atMost(FORGOTTEN).until(() -> browser.get(members).status() == 200);
    }

    @Test
    void otherSitesShouldChangeNothingByTheSession() {
        String cookie = People.cookie(People.signIn(People.member(HOME, "tenant-admin"), People.PASSWORD));
        Api browser = Api.anonymous().with("Cookie", cookie);
        String origin = Stack.server().httpUrl().toString();

        assertThat(changing(browser.with("Sec-Fetch-Site", "cross-site"))).isEqualTo(403);
        assertThat(changing(browser.with("Sec-Fetch-Site", "same-site"))).isEqualTo(403);
        assertThat(changing(browser.with("Origin", "https://elsewhere.example")))
                .isEqualTo(403);
        assertThat(changing(browser)).isEqualTo(403);
        assertThat(changing(browser.with("Sec-Fetch-Site", "same-origin"))).isEqualTo(200);
        assertThat(changing(browser.with("Origin", origin))).isEqualTo(200);
    }

    private static int changing(Api api) {
        return api.post(TASKS, Map.of()).status();
    }

    @Test
    void wrongPasswordsShouldBeSlowedDown() {
        String user = People.member(HOME, "user");
        for (int i = 0; i < 5; i++) {
            People.signIn(user, "wrong password " + i).expect(401);
        }

        assertThat(People.signIn(user, People.PASSWORD).status()).isEqualTo(401);
    }

    @Test
    void aPageShouldLeadToTheSignInAndAClientShouldNot() {
        Answer page = Api.anonymous().with("Accept", "text/html,*/*").get("/engine-rest/task?firstResult=1");
        Answer data = Api.anonymous().with("Accept", "application/json").get(TASKS);

        assertThat(page.status()).isEqualTo(302);
        assertThat(page.header("Location").orElse("")).endsWith("/login?to=%2Fengine-rest%2Ftask%3FfirstResult%3D1");
        assertThat(data.status()).isEqualTo(401);
        assertThat(Api.anonymous()
                        .get("/login")
                        .expect(200)
                        .header("Content-Security-Policy")
                        .orElse(""))
                .contains("default-src 'self'");
    }

    @Test
    void nothingOfASessionsTokenShouldBeInTheDatabase() throws SQLException {
        String user = People.member(HOME, "user");
        String token = People.cookie(People.signIn(user, People.PASSWORD)).split("=", 2)[1];

        try (Connection system = Databases.system()) {
            assertThat(Databases.number(
                            system,
                            "select count(*) from netbuild.sessions s where user_id = '" + user
                                    + "' and strpos(s::text, '" + token + "') = 0 and token_hash = sha256('" + token
                                    + "')"))
                    .isEqualTo(1);
        }
    }
}
