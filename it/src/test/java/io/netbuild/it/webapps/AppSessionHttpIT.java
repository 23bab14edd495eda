package io.netbuild.it.webapps;

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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Signed in as a browser is: by cookies. */
class AppSessionHttpIT {

    private static final TestTenant TENANT = TestTenant.shared("app-session");
    private static final String USER = "/api/admin/auth/user/" + TENANT;
    private static final String PAGE = "/app/cockpit/" + TENANT + "/";

    private static String ann;
    private static String bob;

    @BeforeAll
    static void aTenantWithTwoUsers() {
        TENANT.create();
        ann = People.member(TENANT, "tenant-admin");
        bob = People.member(TENANT, "tenant-admin");
    }

    @Test
    void whoHasNotSignedInShouldBeSentToDoSo() {
        Api nobody = Api.anonymous().under("/camunda");

        Answer page = nobody.with("Accept", "text/html").get(PAGE);
        Answer data = nobody.get(USER);
        Answer script = nobody.get("/lib/deps.js");

        assertThat(page.status()).isEqualTo(302);
        assertThat(page.header("Location").orElseThrow()).endsWith("/login?to=" + Api.encoded("/camunda" + PAGE));
        assertThat(data.status()).isEqualTo(401);
        assertThat(data.contentType()).isEqualTo("application/problem+json");
        assertThat(script.status()).isEqualTo(401);
    }

    @Test
    void behindTlsEverythingShouldBeForHttpsOnly() {
        Visitor visitor = Visitor.signedIn(ann).with("X-Forwarded-Proto", "https");

        Answer signedIn = Api.anonymous()
                .with("X-Forwarded-Proto", "https")
                .post("/api/sessions", Map.of("username", ann, "password", People.PASSWORD))
                .expect(201);
        Answer page = visitor.get(PAGE).expect(200);

        assertThat(signedIn.headers().allValues("Set-Cookie")).isNotEmpty().allSatisfy(cookie -> assertThat(cookie)
                .containsPattern("(?i); ?secure"));
        assertThat(page.headers().allValues("Set-Cookie")).isNotEmpty().allSatisfy(cookie -> assertThat(cookie)
                .containsPattern("(?i); ?secure"));
        assertThat(page.header("Strict-Transport-Security")).contains("max-age=31536000");
        assertThat(Visitor.signedIn(ann).get(PAGE).header("Strict-Transport-Security"))
                .isEmpty();
    }

    @Test
    void aSignedInUserShouldBeTheEnginesUser() {
        Visitor visitor = Visitor.signedIn(ann);
        visitor.get(PAGE).expect(200);

        assertThat(visitor.get(USER).expect(200).text("userId")).isEqualTo(ann);
        String task = "session-task";
        visitor.post("/api/engine/engine/" + TENANT + "/task/create", Map.of("id", task, "name", "By her"))
                .expect(204);
        assertThat(visitor.get("/api/engine/engine/" + TENANT + "/history/user-operation?taskId=" + task)
                        .expect(200)
                        .texts("userId"))
                .containsOnly(ann);
    }

    @Test
    void aChangeWithoutTheTokenAgainstForgeryShouldBeRefused() {
        Visitor visitor = Visitor.signedIn(ann);
        visitor.get(PAGE).expect(200);

        Answer without =
                visitor.withoutToken().post("/api/engine/engine/" + TENANT + "/task/create", Map.of("name", "x"));
        Answer wrong =
                visitor.withToken("0123").post("/api/engine/engine/" + TENANT + "/task/create", Map.of("name", "x"));
        Answer fromElsewhere =
                visitor.from("cross-site").post("/api/engine/engine/" + TENANT + "/task/create", Map.of("name", "x"));

        assertThat(List.of(without.status(), wrong.status(), fromElsewhere.status()))
                .containsOnly(403);
        assertThat(without.contentType()).isEqualTo("application/problem+json");
        assertThat(without.text("detail")).contains("X-XSRF-TOKEN");
        visitor.post("/api/engine/engine/" + TENANT + "/task/create", Map.of("name", "the session is still there"))
                .expect(204);
    }

    @Test
    void leavingShouldEndTheSessionEverywhere() {
        Visitor visitor = Visitor.signedIn(ann);
        visitor.get(PAGE).expect(200);

        visitor.post(USER + "/logout", Map.of()).expectSuccess();

        assertThat(visitor.get(USER).status()).isEqualTo(401);
        assertThat(visitor.platform().get("/api/sessions/current").status()).isEqualTo(401);
        assertThat(visitor.with("Accept", "text/html").get(PAGE).status()).isEqualTo(302);
    }

    @Test
    void leavingThePlatformShouldEndTheWebApplicationsToo() {
        Visitor visitor = Visitor.signedIn(ann);
        visitor.get(PAGE).expect(200);

        visitor.platform().delete("/api/sessions/current").expectSuccess();

        assertThat(visitor.get(USER).status()).isEqualTo(401);
    }

    @Test
    void anExpiredSessionShouldBeOver() throws SQLException {
        Visitor visitor = Visitor.signedIn(ann);
        visitor.get(PAGE).expect(200);
        try (Connection superuser = Stack.server().postgres().connectAsSuperuser("netbuild")) {
            Databases.execute(superuser, "update netbuild.sessions set expires_at = now() - interval '1 minute'");
        }

        await("the end of the session")
                .untilAsserted(() -> assertThat(visitor.get(USER).status()).isEqualTo(401));
    }

    @Test
    void anotherUsersSessionShouldGetAnotherHttpSession() {
        Visitor visitor = Visitor.signedIn(ann);
        visitor.get(PAGE).expect(200);
        String before = visitor.cookie("NETBUILD_APPS");

        Visitor other = Visitor.signedIn(bob).withCookie("NETBUILD_APPS", before);
        Answer user = other.get(USER).expect(200);

        assertThat(user.text("userId")).isEqualTo(bob);
        assertThat(other.cookie("NETBUILD_APPS")).isNotEqualTo(before);
    }

    @Test
    void signingInAgainShouldGetAnotherHttpSession() {
        Visitor visitor = Visitor.signedIn(ann);
        visitor.get(PAGE).expect(200);
        String before = visitor.cookie("NETBUILD_APPS");

        Visitor again = Visitor.signedIn(ann).withCookie("NETBUILD_APPS", before);
        again.get(USER).expect(200);

        assertThat(again.cookie("NETBUILD_APPS")).isNotEqualTo(before);
    }

    @Test
    void pagesAndDataShouldHaveTheHeadersThatProtectThem() {
        Visitor visitor = Visitor.signedIn(ann);

        for (String path : List.of(PAGE, USER, "/api/engine/engine/" + TENANT + "/task/none", "/nothing")) {
            Answer answer = visitor.get(path);
            assertThat(answer.header("X-Frame-Options")).as(path).contains("DENY");
            assertThat(answer.header("X-Content-Type-Options")).as(path).contains("nosniff");
            assertThat(answer.header("Content-Security-Policy").orElse(""))
                    .as(path)
                    .contains("frame-ancestors 'none'", "object-src 'none'", "'nonce-");
        }
        assertThat(visitor.get(PAGE).body())
                .contains("nonce=\"")
                .doesNotContain("$CSP_NONCE")
                .doesNotContain("$BASE");
    }

    @Test
    void cookiesShouldHaveTheirFlags() {
        Visitor visitor = Visitor.signedIn(ann);
        List<String> cookies = visitor.get(PAGE).expect(200).headers().allValues("Set-Cookie");

        assertThat(cookies).anySatisfy(cookie -> assertThat(cookie)
                .startsWith("NETBUILD_APPS=")
                .containsIgnoringCase("; path=/camunda")
                .containsIgnoringCase("; HttpOnly")
                .contains("SameSite=Lax"));
        assertThat(cookies)
                .anySatisfy(
                        cookie -> assertThat(cookie).startsWith("XSRF-TOKEN=").contains("SameSite=Lax"));
    }
}
