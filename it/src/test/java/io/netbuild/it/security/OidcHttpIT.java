package io.netbuild.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.TestTenant;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Signing in at an OpenID Connect provider. */
class OidcHttpIT {

    private static final TestTenant HOME = TestTenant.shared("oidc-home");
    private static final String TASKS = "/engine-rest/task";

    @BeforeAll
    static void tenant() {
        HOME.create();
    }

    /** What the browser is left with in between: where the provider sends it, and its cookie. */
    private record Begun(String callback, Api browser) {

        Answer finish() {
            return browser.get(callback);
        }
    }

    private static Begun begin(String to) {
        Answer started = Api.anonymous()
                .get("/api/sessions/oidc/start?to=" + Api.encoded(to))
                .expect(303);
        String cookie = started.headers().allValues("Set-Cookie").stream()
                .map(one -> one.split(";", 2)[0])
                .filter(one -> one.startsWith("netbuild_sign_in="))
                .findFirst()
                .orElseThrow();
        URI back = URI.create(redirectOf(started.header("Location").orElseThrow()));
        return new Begun(back.getPath() + "?" + back.getQuery(), Api.anonymous().with("Cookie", cookie));
    }

    private static String redirectOf(String url) {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding())
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static void signsIn(String subject, List<String> groups, String tenant) {
        Stack.identityProvider().signsIn(Map.of("sub", subject, "groups", groups, "tenant_id", tenant));
    }

    @Test
    void aUserOfTheProviderShouldBecomeWhatItsClaimsSay() {
        signsIn("external-1", List.of("user", "clerks"), HOME.id());

        Answer finished = begin("/camunda/app/tasklist/?x=1").finish().expect(303);

        assertThat(finished.header("Location").orElse("")).endsWith("/camunda/app/tasklist/?x=1");
        Api browser = People.browser(finished);
        Answer current = browser.get("/api/sessions/current").expect(200);
        assertThat(current.text("user")).isEqualTo("external-1");
        assertThat(current.text("tenant")).isEqualTo(HOME.id());
        assertThat(current.body()).contains("clerks");
        browser.get(TASKS).expect(200);
        browser.delete("/api/sessions/current").expect(204);
        assertThat(browser.get(TASKS).status()).isEqualTo(401);
    }

    @Test
    void anAnswerShouldServeOnceAndForTheBrowserThatAsked() {
        signsIn("external-2", List.of("user"), HOME.id());
        Begun begun = begin("/");

        assertThat(Api.anonymous().get(begun.callback()).status()).isEqualTo(401);
        assertThat(begin("/").browser().get(begun.callback()).status()).isEqualTo(401);
        begun.finish().expect(303);
        assertThat(begun.finish().status()).isEqualTo(401);
    }

    @Test
    void whoHasNoRoleOrNoTenantShouldNotGetIn() {
        signsIn("external-3", List.of("strangers"), HOME.id());
        assertThat(begin("/").finish().expect(403).text("code")).isEqualTo("forbidden");

        signsIn("external-3", List.of("user"), "no-such-tenant");
        assertThat(begin("/").finish().expect(404).text("code")).isEqualTo("unknown-tenant");

        Stack.identityProvider().signsIn(Map.of("sub", "external-3", "groups", List.of("user")));
        assertThat(begin("/").finish().status()).isEqualTo(403);
    }

    @Test
    void anOperatorWithATenantShouldBeNoOperator() {
        signsIn("external-4", List.of("operator", "user"), HOME.id());

        Api browser = People.browser(begin("/").finish().expect(303));

        assertThat(browser.get("/api/users").status()).isEqualTo(403);
    }

    @Test
    void aTokenForAnotherSignInShouldBeRefused() {
        Stack.identityProvider()
                .signsIn(Map.of("sub", "external-5", "groups", List.of("operator"), "nonce", "another"));

        assertThat(begin("/").finish().status()).isEqualTo(401);
    }

    @Test
    void nobodyShouldBeLedToAnotherServer() {
        for (String elsewhere : List.of("https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example")) {
            Stack.identityProvider().signsIn(Map.of("sub", "external-6", "groups", List.of("operator")));

            Answer finished = begin(elsewhere).finish().expect(303);

            assertThat(finished.header("Location").orElse(""))
                    .startsWith(Stack.server().httpUrl() + "/camunda/");
        }
    }
}
