package io.netbuild.it.webapps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.tenants.AppsOf;
import io.netbuild.it.tenants.Engine;
import io.netbuild.it.tenants.TestModels;
import io.netbuild.it.tenants.TestTenant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose web applications one gets into, and how. */
class AppAccessHttpIT {

    private static final TestTenant OWN = TestTenant.shared("app-access-own");
    private static final TestTenant OTHER = TestTenant.shared("app-access-other");
    private static final List<String> PATHS = List.of(
            "/app/cockpit/%s/",
            "/app/tasklist/%s/",
            "/app/admin/%s/",
            "/app/welcome/%s/",
            "/api/engine/engine/%s/process-definition/count",
            "/api/cockpit/plugin/base/%s/process-definition/statistics",
            "/api/admin/plugin/adminPlugins/%s/metrics/aggregated",
            "/api/admin/auth/user/%s");

    @BeforeAll
    static void tenants() {
        OWN.create();
        OTHER.create();
    }

    private static Api member() {
        return Api.adminOf(OWN.id()).under("/camunda");
    }

    private static Api operator() {
        return Api.operator().under("/camunda");
    }

    @Test
    void aForeignTenantShouldBeClosed() {
        SoftAssertions softly = new SoftAssertions();
        for (String path : PATHS) {
            softly.assertThat(member().get(path.formatted(OTHER)).status())
                    .as(path)
                    .isEqualTo(403);
            softly.assertThat(member().get(path.formatted("no-such-tenant")).status())
                    .as(path)
                    .isEqualTo(403);
            softly.assertThat(operator().get(path.formatted("no-such-tenant")).status())
                    .as(path)
                    .isEqualTo(404);
            softly.assertThat(operator().get(path.formatted("No_Tenant")).status())
                    .as(path)
                    .isEqualTo(400);
        }
        softly.assertAll();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/camunda/api/engine/engine/app-access-own/../app-access-other/task",
                "/camunda/api/engine/engine/app-access-own%2f..%2fapp-access-other/task",
                "/camunda/api/engine/engine/app-access-own;x=/../app-access-other/task",
                "/camunda/api/engine/engine/%61pp-access-other/task",
                "/camunda/api/cockpit/plugin/base/app-access-own/../app-access-other/incident",
                "/camunda/api/engine/engine/default/task",
                "/camunda/api/engine/engine/app-access-own/engine/app-access-other/task"
            })
    void noPathShouldLeadPastTheTenant(String path) {
        Answer answer = Api.adminOf(OWN.id()).get(path);

        assertThat(answer.status()).as("%s", answer).isIn(400, 403, 404);
    }

    @Test
    void aTenantShouldHaveItsApplicationsAsSoonAsItIsThere() {
        for (TestTenant tenant : List.of(
                TestTenant.shared("app-new-shared"),
                TestTenant.schema("app-new-schema"),
                TestTenant.database("app-new-database"))) {
            tenant.create().engine().deploy(TestModels.all());
            tenant.engine().start("simple");

            assertThat(AppsOf.open(tenant, Api.adminOf(tenant.id())).instancesByProcess())
                    .containsEntry("simple", 1);
            assertThat(operator().get("/api/engine/engine/").expect(200).texts("name"))
                    .contains(tenant.id());
            assertThat(tenant.resource()
                            .get("")
                            .expect(200)
                            .json()
                            .path("links")
                            .path("cockpit")
                            .asText())
                    .isEqualTo("/camunda/app/cockpit/" + tenant + "/");
        }
    }

    @Test
    void theApplicationsOfASuspendedTenantShouldBeClosedAndThoseOfAnErasedOneGone() {
        TestTenant tenant = TestTenant.shared("app-leaving").create();
        tenant.engine().deploy(TestModels.all());
        tenant.engine().start("simple");
        AppsOf apps = AppsOf.open(tenant, Api.adminOf(tenant.id()));
        assertThat(apps.instancesByProcess()).containsEntry("simple", 1);

        tenant.resource().post("/suspend", Map.of("reason", "unpaid")).expect(200);

        await("the applications to close").atMost(Engine.PATIENCE).untilAsserted(() -> {
            for (Answer answer : List.of(
                    apps.cockpit().get("/process-definition/statistics"),
                    apps.engine().api().get("/process-instance"),
                    operator().get("/app/cockpit/" + tenant + "/"))) {
                assertThat(answer.status()).as("%s", answer).isEqualTo(403);
                assertThat(answer.body()).as("%s", answer).contains("suspended"); // a problem, or a page
            }
        });
        assertThat(tenant.resource()
                        .get("")
                        .expect(200)
                        .json()
                        .path("links")
                        .path("cockpit")
                        .isNull())
                .isTrue();
        assertThat(operator().get("/api/engine/engine/").expect(200).texts("name"))
                .doesNotContain(tenant.id());

        tenant.resource().post("/resume", Map.of()).expect(200);

        await("the applications to open")
                .atMost(Engine.PATIENCE)
                .untilAsserted(() -> assertThat(apps.instancesByProcess()).containsEntry("simple", 1));

        tenant.resource().delete("?force=true").expect(204);

        assertThat(apps.cockpit().get("/process-definition/statistics").status())
                .isEqualTo(404);
        assertThat(operator().get("/app/cockpit/" + tenant + "/").status()).isEqualTo(404);
    }

    @Test
    void theListOfEnginesShouldBeTheTenantsOfTheCaller() {
        assertThat(member().get("/api/engine/engine").expect(200).texts("name")).containsExactly(OWN.id());
        assertThat(member().get("/api/engine/engine/").expect(200).texts("name"))
                .containsExactly(OWN.id());
        assertThat(operator().get("/api/engine/engine/").expect(200).texts("name"))
                .contains(OWN.id(), OTHER.id())
                .doesNotContain("default");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/app/", "/app/welcome/", "/app/welcome/default/"})
    void aPathWithoutATenantShouldLeadToOnesOwn(String path) {
        Answer answer = member().get(path);

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location").orElseThrow()).endsWith("/camunda/app/welcome/" + OWN + "/");
        assertThat(operator().get(path).status()).isEqualTo(302);
    }

    @Test
    void nobodyShouldSetUpAFirstUserOrSignInPastThePlatform() {
        AppsOf apps = AppsOf.open(OWN, Api.adminOf(OWN.id()));
        Map<String, Object> mallory =
                Map.of("profile", Map.of("id", "mallory"), "credentials", Map.of("password", "mallory-mallory"));

        assertThat(apps.api()
                        .post("/api/admin/setup/" + OWN + "/user/create", mallory)
                        .status())
                .isEqualTo(404);
        assertThat(apps.api()
                        .post("/api/admin/auth/user/" + OWN + "/login/cockpit")
                        .status())
                .isEqualTo(404);
        assertThat(member().get("/app/admin/" + OWN + "/setup/").header("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/camunda/app/admin/" + OWN + "/"));
    }

    @Test
    void aUserShouldOpenTheApplicationsThatItIsAuthorizedFor() {
        Answer user = Api.userOf(OWN.id())
                .under("/camunda")
                .get("/api/admin/auth/user/" + OWN)
                .expect(200);

        assertThat(user.text("userId")).isEqualTo("uwe");
        assertThat(user.json().path("authorizedApps"))
                .extracting(app -> app.asText())
                .contains("cockpit", "tasklist", "welcome");
    }
}
