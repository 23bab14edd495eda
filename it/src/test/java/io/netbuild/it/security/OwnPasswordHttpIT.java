package io.netbuild.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.tenants.People;
import io.netbuild.it.tenants.TestTenant;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Users change their own passwords. */
class OwnPasswordHttpIT {

    private static final TestTenant HOME = TestTenant.shared("own-password");
    private static final String TASKS = "/engine-rest/task";

    @BeforeAll
    static void tenant() {
        HOME.create();
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
}
