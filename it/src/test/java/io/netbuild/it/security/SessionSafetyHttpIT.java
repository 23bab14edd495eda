package io.netbuild.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Databases;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.People;
import io.netbuild.it.tenants.TestTenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nobody else gets at a session, or has its browser do something by it. */
class SessionSafetyHttpIT {

    private static final TestTenant HOME = TestTenant.shared("sessions-safe");
    private static final String TASKS = "/engine-rest/task";

    @BeforeAll
    static void tenant() {
        HOME.create();
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
