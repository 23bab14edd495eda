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
    private static final TestTenant OTHER = TestTenant.shared("sessions-other");
    private static final String TASKS = "/engine-rest/task";

    /** Longer than a session is remembered without asking the database. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(20);

    @BeforeAll
    static void tenant() {
        HOME.create();
        OTHER.create();
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
    void aUserShouldChangeItsOwnPasswordAndKeepThisSessionOnly() {
        String user = People.member(HOME, "user");
        Api browser = People.browserOf(user);
        Api other = People.browserOf(user);
        other.get(TASKS).expect(200);
        Map<String, String> wish = Map.of("oldPassword", People.PASSWORD, "password", "another long password");

        assertThat(browser.post(
                                "/api/sessions/current/password",
                                Map.of("oldPassword", "wrong", "password", "another long password"))
                        .expect(403)
                        .text("detail"))
                .contains("old password is wrong");
        assertThat(browser.post(
                                "/api/sessions/current/password",
                                Map.of("oldPassword", People.PASSWORD, "password", "short"))
                        .expect(400)
                        .text("field"))
                .isEqualTo("password");
        Answer changed = browser.post("/api/sessions/current/password", wish).expect(204);

        assertThat(other.get(TASKS).status()).as("at once on this server").isEqualTo(401);
        assertThat(browser.get(TASKS).status()).as("the old token").isEqualTo(401);
        People.browser(changed).get(TASKS).expect(200);
        assertThat(People.signIn(user, People.PASSWORD).status()).isEqualTo(401);
        People.signIn(user, "another long password").expect(201);
    }

    @Test
    void wrongOldPasswordsShouldLockAsWrongSignInsDo() {
        String user = People.member(HOME, "user");
        Api browser = People.browserOf(user);
        for (int i = 0; i < 5; i++) {
            browser.post("/api/sessions/current/password", Map.of("oldPassword", "wrong", "password", People.PASSWORD))
                    .expect(403);
        }

        browser.post(
                        "/api/sessions/current/password",
                        Map.of("oldPassword", People.PASSWORD, "password", "another long password"))
                .expect(403);
        People.signIn(user, People.PASSWORD).expect(401);
    }

    @Test
    void allSessionsOfAUserShouldEndByItselfAndByOperators() {
        String user = People.member(HOME, "user");
        Api first = People.browserOf(user);
        Api second = People.browserOf(user);
        first.get(TASKS).expect(200);

        assertThat(People.browserOf(People.member(HOME, "tenant-admin"))
                        .delete("/api/users/" + user + "/sessions")
                        .status())
                .isEqualTo(403);
        second.delete("/api/users/" + user + "/sessions").expect(204);
        assertThat(first.get(TASKS).status()).isEqualTo(401);
        assertThat(second.get(TASKS).status()).isEqualTo(401);
        Api third = People.browserOf(user);
        third.get(TASKS).expect(200);
        Api.operator().delete("/api/users/" + user + "/sessions").expect(204);
        assertThat(third.get(TASKS).status()).isEqualTo(401);
    }

    @Test
    void sessionsOfADisabledUserShouldNotComeBack() {
        String user = People.member(HOME, "user");
        Api browser = People.browserOf(user);
        browser.get(TASKS).expect(200);

        Api.operator().patch("/api/users/" + user, Map.of("status", "DISABLED")).expect(200);
        assertThat(browser.get(TASKS).status()).isEqualTo(401);
        Api.operator().patch("/api/users/" + user, Map.of("status", "ACTIVE")).expect(200);

        assertThat(browser.get(TASKS).status()).isEqualTo(401);
    }

    @Test
    void aMemberOfSeveralTenantsShouldChooseAndSwitch() {
        String user = People.member(HOME, "user");
        Api.operator()
                .put("/api/tenants/" + OTHER + "/members/" + user, Map.of("role", "tenant-admin"))
                .expect(200);

        Answer unclear = People.signIn(user, People.PASSWORD).expect(400);
        assertThat(unclear.text("field")).isEqualTo("tenant");
        assertThat(unclear.text("rule")).contains(HOME.id() + ", " + OTHER.id());
        Api browser = People.browser(Api.anonymous()
                .post("/api/sessions", Map.of("username", user, "password", People.PASSWORD, "tenant", HOME.id()))
                .expect(201));
        assertThat(browser.get("/api/sessions/current/tenants")
                        .expect(200)
                        .json()
                        .findValuesAsText("tenant"))
                .containsExactly(HOME.id(), OTHER.id());
        Answer switched = browser.put("/api/sessions/current/tenant", Map.of("tenant", OTHER.id()))
                .expect(200);

        assertThat(switched.text("tenant")).isEqualTo(OTHER.id());
        People.browser(switched).get("/api/tenants/" + OTHER + "/members").expect(200);
        assertThat(browser.get(TASKS).status()).as("the session before").isEqualTo(401);
        assertThat(People.browser(switched)
                        .put("/api/sessions/current/tenant", Map.of("tenant", "no-member"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void whoBelongsToNoTenantShouldBeTold() {
        String user = People.member(HOME, "user");
        HOME.resource().delete("/members/" + user).expect(204);

        assertThat(People.signIn(user, People.PASSWORD).expect(403).text("detail"))
                .contains("belongs to no tenant");
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
