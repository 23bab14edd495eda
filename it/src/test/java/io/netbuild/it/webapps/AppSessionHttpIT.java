package io.netbuild.it.webapps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Databases;
import io.netbuild.it.stack.Stack;
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

    @BeforeAll
    static void aTenantWithTwoUsers() {
        TENANT.create();
        for (String user : List.of("sessionann", "sessionbob")) {
            Visitor.make(TENANT, user, "tenant-admin");
        }
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
    void aSignedInUserShouldBeTheEnginesUser() {
        Visitor ann = Visitor.signedIn("sessionann");
        ann.get(PAGE).expect(200);

        assertThat(ann.get(USER).expect(200).text("userId")).isEqualTo("sessionann");
        String task = "session-task";
        ann.post("/api/engine/engine/" + TENANT + "/task/create", Map.of("id", task, "name", "By ann"))
                .expect(204);
        assertThat(ann.get("/api/engine/engine/" + TENANT + "/history/user-operation?taskId=" + task)
                        .expect(200)
                        .texts("userId"))
                .containsOnly("sessionann");
    }

    @Test
    void aChangeWithoutTheTokenAgainstForgeryShouldBeRefused() {
        Visitor ann = Visitor.signedIn("sessionann");
        ann.get(PAGE).expect(200);

        Answer without = ann.withoutToken().post("/api/engine/engine/" + TENANT + "/task/create", Map.of("name", "x"));
        Answer wrong = ann.withToken("0123").post("/api/engine/engine/" + TENANT + "/task/create", Map.of("name", "x"));
        Answer fromElsewhere =
                ann.from("cross-site").post("/api/engine/engine/" + TENANT + "/task/create", Map.of("name", "x"));

        assertThat(List.of(without.status(), wrong.status(), fromElsewhere.status()))
                .containsOnly(403);
        assertThat(without.contentType()).isEqualTo("application/problem+json");
    }

    @Test
    void leavingShouldEndTheSessionEverywhere() {
        Visitor ann = Visitor.signedIn("sessionann");
        ann.get(PAGE).expect(200);

        ann.post(USER + "/logout", Map.of()).expectSuccess();

        assertThat(ann.get(USER).status()).isEqualTo(401);
        assertThat(ann.platform().get("/api/sessions/current").status()).isEqualTo(401);
        assertThat(ann.with("Accept", "text/html").get(PAGE).status()).isEqualTo(302);
    }

    @Test
    void leavingThePlatformShouldEndTheWebApplicationsToo() {
        Visitor ann = Visitor.signedIn("sessionann");
        ann.get(PAGE).expect(200);

        ann.platform().delete("/api/sessions/current").expectSuccess();

        assertThat(ann.get(USER).status()).isEqualTo(401);
    }

    @Test
    void anExpiredSessionShouldBeOver() throws SQLException {
        Visitor ann = Visitor.signedIn("sessionann");
        ann.get(PAGE).expect(200);
        try (Connection superuser = Stack.server().postgres().connectAsSuperuser("netbuild")) {
            Databases.execute(superuser, "update netbuild.sessions set expires_at = now() - interval '1 minute'");
        }

        await("the end of the session")
                .untilAsserted(() -> assertThat(ann.get(USER).status()).isEqualTo(401));
    }

    @Test
    void anotherUsersSessionShouldGetAnotherHttpSession() {
        Visitor ann = Visitor.signedIn("sessionann");
        ann.get(PAGE).expect(200);
        String before = ann.cookie("NETBUILD_APPS");

        Visitor bob = Visitor.signedIn("sessionbob").withCookie("NETBUILD_APPS", before);
        Answer user = bob.get(USER).expect(200);

        assertThat(user.text("userId")).isEqualTo("sessionbob");
        assertThat(bob.cookie("NETBUILD_APPS")).isNotEqualTo(before);
    }

    @Test
    void signingInAgainShouldGetAnotherHttpSession() {
        Visitor ann = Visitor.signedIn("sessionann");
        ann.get(PAGE).expect(200);
        String before = ann.cookie("NETBUILD_APPS");

        Visitor again = Visitor.signedIn("sessionann").withCookie("NETBUILD_APPS", before);
        again.get(USER).expect(200);

        assertThat(again.cookie("NETBUILD_APPS")).isNotEqualTo(before);
    }

    @Test
    void pagesAndDataShouldHaveTheHeadersThatProtectThem() {
        Visitor ann = Visitor.signedIn("sessionann");

        for (String path : List.of(PAGE, USER, "/api/engine/engine/" + TENANT + "/task/none", "/nothing")) {
            Answer answer = ann.get(path);
            assertThat(answer.header("X-Frame-Options")).as(path).contains("DENY");
            assertThat(answer.header("X-Content-Type-Options")).as(path).contains("nosniff");
            assertThat(answer.header("Content-Security-Policy").orElse(""))
                    .as(path)
                    .contains("frame-ancestors 'none'", "object-src 'none'", "'nonce-");
        }
        assertThat(ann.get(PAGE).body())
                .contains("nonce=\"")
                .doesNotContain("$CSP_NONCE")
                .doesNotContain("$BASE");
    }

    @Test
    void cookiesShouldHaveTheirFlags() {
        Visitor ann = Visitor.signedIn("sessionann");
        List<String> cookies = ann.get(PAGE).expect(200).headers().allValues("Set-Cookie");

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
