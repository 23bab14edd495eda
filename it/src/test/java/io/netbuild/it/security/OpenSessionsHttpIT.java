package io.netbuild.it.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Databases;
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

/** What becomes of a session that is open: how long it lasts, and what ends it. */
class OpenSessionsHttpIT {

    private static final TestTenant HOME = TestTenant.shared("sessions-open");
    private static final String TASKS = "/engine-rest/task";

    /** Longer than a session is remembered without asking the database. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(20);

    @BeforeAll
    static void tenant() {
        HOME.create();
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
}
