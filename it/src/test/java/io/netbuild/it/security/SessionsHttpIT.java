package io.netbuild.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.tenants.People;
import io.netbuild.it.tenants.TestTenant;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Signing in with a browser. */
class SessionsHttpIT {

    private static final TestTenant HOME = TestTenant.shared("sessions-home");
    private static final TestTenant OTHER = TestTenant.shared("sessions-other");
    private static final String TASKS = "/engine-rest/task";

    @BeforeAll
    static void tenants() {
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
    void signingInAgainShouldEndTheBrowsersOldSession() {
        String user = People.member(HOME, "user");
        Api first = People.browserOf(user);

        Answer second = first.post("/api/sessions", Map.of("username", user, "password", People.PASSWORD));

        People.browser(second.expect(201)).get(TASKS).expect(200);
        assertThat(first.get(TASKS).status()).isEqualTo(401);
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
}
