package io.netbuild.it.webapps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Databases;
import io.netbuild.it.tenants.AppsOf;
import io.netbuild.it.tenants.Engine;
import io.netbuild.it.tenants.TestModels;
import io.netbuild.it.tenants.TestTenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The queries that Cockpit and Admin have besides the engine's API: each tenant sees exactly what it owns, next to another tenant of the shared engine that has
 * more of everything.
 */
class CockpitQueriesHttpIT {

    private static final TestTenant FEW = TestTenant.shared("apps-few");
    private static final TestTenant MANY = TestTenant.shared("apps-many");
    private static final TestTenant OWN = TestTenant.schema("apps-own");

    @BeforeAll
    static void tenantsWithInstancesIncidentsAndBatches() {
        fill(FEW, 1);
        fill(MANY, 4);
        fill(OWN, 2);
    }

    private static void fill(TestTenant tenant, int times) {
        Engine engine = tenant.create().engine();
        engine.deploy(TestModels.all());
        for (int i = 0; i < times; i++) {
            String instance = engine.start("simple");
            engine.start("always-failing");
            engine.start(TestModels.MESSAGE);
            engine.api()
                    .put("/process-instance/" + instance + "/variables/number", Map.of("value", i, "type", "Integer"))
                    .expect(204);
            engine.api()
                    .post(
                            "/process-instance/variables-async",
                            Map.of(
                                    "processInstanceIds",
                                    List.of(instance),
                                    "variables",
                                    Map.of("x", Map.of("value", 1))))
                    .expect(200);
        }
        engine.first("/incident?incidentType=failedJob");
        await("incidents of " + tenant)
                .atMost(Engine.PATIENCE)
                .until(() -> engine.api().get("/incident").expect(200).ids().size() == times);
    }

    static Stream<TestTenant> tenants() {
        return Stream.of(FEW, MANY, OWN);
    }

    private static AppsOf apps(TestTenant tenant) {
        return AppsOf.open(tenant, Api.adminOf(tenant.id()));
    }

    private static long owned(TestTenant tenant, String table) throws SQLException {
        String schema = tenant.equals(OWN) ? tenant.databaseName() : "shared";
        try (Connection operator = Databases.operator("netbuild")) {
            return Databases.number(
                    operator, "select count(*) from %s.%s where tenant_id_ = '%s'".formatted(schema, table, tenant));
        }
    }

    private static long count(Api api, String path) {
        return api.get(path).expect(200).json().path("count").asLong(-1);
    }

    @ParameterizedTest
    @MethodSource("tenants")
    void statisticsShouldCountWhatTheTenantOwns(TestTenant tenant) throws SQLException {
        AppsOf apps = apps(tenant);

        int instances = apps.instancesByProcess().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        int incidents = apps.incidentsByProcess().values().stream()
                .mapToInt(Integer::intValue)
                .sum();

        assertThat(instances).isEqualTo((int) owned(tenant, "act_hi_procinst")).isPositive();
        assertThat(incidents).isEqualTo((int) owned(tenant, "act_ru_incident")).isPositive();
        assertThat(count(apps.cockpit(), "/process-definition/statistics-count"))
                .isEqualTo(owned(tenant, "act_re_procdef"))
                .isPositive();
    }

    @ParameterizedTest
    @MethodSource("tenants")
    void instancesAndIncidentsShouldBeTheTenants(TestTenant tenant) throws SQLException {
        AppsOf apps = apps(tenant);

        Answer instances = apps.cockpit().get("/process-instance").expect(200);
        Answer incidents = apps.cockpit().get("/incident").expect(200);

        assertThat(instances.ids()).hasSize((int) owned(tenant, "act_hi_procinst"));
        assertThat(count(apps.cockpit(), "/process-instance/count"))
                .isEqualTo(instances.ids().size());
        assertThat(incidents.ids()).hasSize((int) owned(tenant, "act_ru_incident"));
        assertThat(count(apps.cockpit(), "/incident/count"))
                .isEqualTo(incidents.ids().size());
        assertThat(apps.cockpit()
                        .post("/process-instance", Map.of("sortBy", "startTime", "sortOrder", "asc"))
                        .expect(200)
                        .ids())
                .containsExactlyInAnyOrderElementsOf(instances.ids());
    }

    @ParameterizedTest
    @MethodSource("tenants")
    void historyBatchesAndTheOperationLogShouldBeTheTenants(TestTenant tenant) throws SQLException {
        Api engine = apps(tenant).engine().api();

        assertThat(count(engine, "/batch/count")).isEqualTo(owned(tenant, "act_ru_batch"));
        assertThat(count(engine, "/history/batch/count"))
                .isEqualTo(owned(tenant, "act_hi_batch"))
                .isPositive();
        assertThat(count(engine, "/history/user-operation/count"))
                .isEqualTo(owned(tenant, "act_hi_op_log"))
                .isPositive();
        assertThat(count(engine, "/history/activity-instance/count"))
                .isEqualTo(owned(tenant, "act_hi_actinst"))
                .isPositive();
        assertThat(count(engine, "/history/variable-instance/count"))
                .isEqualTo(owned(tenant, "act_hi_varinst"))
                .isPositive();
    }

    @ParameterizedTest
    @MethodSource("tenants")
    void statisticsOfActivitiesShouldCountTheTenantsInstances(TestTenant tenant) {
        Engine engine = apps(tenant).engine();
        String definition = engine.only("/process-definition?key=simple&latestVersion=true");
        int instances = engine.api()
                .get("/process-instance?processDefinitionKey=simple")
                .expect(200)
                .ids()
                .size();

        Answer running = engine.api()
                .get("/process-definition/" + definition + "/statistics")
                .expect(200);
        Answer historic = engine.api()
                .get("/history/process-definition/" + definition + "/statistics?finished=true")
                .expect(200);

        assertThat(running.json()).hasSize(1);
        assertThat(running.json().path(0).path("instances").asInt()).isEqualTo(instances);
        assertThat(historic.json().findValuesAsText("instances")).contains(Integer.toString(instances));
    }

    @Test
    void anIdOfAnotherTenantShouldLeadToNothing() {
        AppsOf few = apps(FEW);
        Engine many = apps(MANY).engine();
        String definition = many.only("/process-definition?key=simple&latestVersion=true");
        String instance = many.first("/process-instance?processDefinitionKey=simple");

        assertThat(few.cockpit()
                        .get("/process-definition/" + definition + "/called-process-definitions")
                        .expect(200)
                        .body())
                .isEqualTo("[]");
        assertThat(few.cockpit()
                        .get("/process-instance/" + instance + "/called-process-instances")
                        .expect(200)
                        .body())
                .isEqualTo("[]");
        assertThat(few.cockpit()
                        .get("/process-instance?processDefinitionId=" + definition)
                        .expect(200)
                        .body())
                .isEqualTo("[]");
        assertThat(few.cockpit()
                        .get("/incident?processInstanceIdIn=" + instance)
                        .expect(200)
                        .body())
                .isEqualTo("[]");
        assertThat(few.engine()
                        .api()
                        .get("/process-definition/" + definition + "/statistics")
                        .status())
                .isEqualTo(404);
        assertThat(few.engine()
                        .api()
                        .get("/history/process-definition/" + definition + "/statistics")
                        .expect(200)
                        .body())
                .isEqualTo("[]");
    }

    @Test
    void deployedTogetherShouldNotMeanDeletedTogether() {
        TestTenant intruder = TestTenant.shared("apps-intruder").create();
        intruder.engine().deploy(TestModels.all());
        Engine other = apps(intruder).engine();
        Engine many = apps(MANY).engine();
        List<String> deployments = many.api().get("/deployment").expect(200).ids();

        for (String deployment : deployments) {
            assertThat(other.api()
                            .delete("/deployment/" + deployment + "?cascade=true")
                            .isRefusal())
                    .isTrue();
        }
        other.api().delete("/process-definition/key/simple?cascade=true").expect(204);
        other.api().delete("/process-definition/key/simple/tenant-id/" + MANY + "?cascade=true");

        assertThat(many.api().get("/deployment").expect(200).ids()).containsExactlyInAnyOrderElementsOf(deployments);
        assertThat(many.count("processDefinitionKey=simple")).isEqualTo(4);
    }

    @Test
    void authorizationsShouldHoldInQueriesToo() {
        TestTenant tenant = TestTenant.shared("apps-restricted").create();
        tenant.engine().deploy(TestModels.all());
        tenant.engine().start("simple");
        tenant.engine().start(TestModels.MESSAGE);
        for (int resource : List.of(6, 8)) { // process definitions, process instances
            tenant.engine()
                    .api()
                    .post(
                            "/authorization/create",
                            Map.of(
                                    "type",
                                    2,
                                    "permissions",
                                    List.of("ALL"),
                                    "userId",
                                    "uwe",
                                    "resourceType",
                                    resource,
                                    "resourceId",
                                    resource == 6 ? "simple" : "*"))
                    .expect(200);
        }

        AppsOf admin = apps(tenant);
        AppsOf user = AppsOf.open(tenant, Api.userOf(tenant.id()));

        assertThat(admin.instancesByProcess()).containsEntry("simple", 1).containsEntry(TestModels.MESSAGE, 1);
        assertThat(user.instancesByProcess()).doesNotContainKey("simple").containsEntry(TestModels.MESSAGE, 1);
    }

    @Test
    void aSharedEngineShouldNotTellWhatAllItsTenantsDo() {
        AppsOf few = apps(FEW);

        assertThat(few.engine().api().get("/telemetry/data").status()).isEqualTo(404);
        assertThat(few.api()
                        .get("/api/admin/plugin/adminPlugins/" + FEW
                                + "/metrics/aggregated?metrics=process-instances,task-users&groupBy=month"
                                + "&subscriptionStartDate=2020-01-01T00:00:00.000Z")
                        .expect(200)
                        .body())
                .isEqualTo("[]");
    }

    @Test
    void operatorsShouldSeeEachTenantByItself() {
        for (TestTenant tenant : tenants().toList()) {
            AppsOf operator = AppsOf.open(tenant, Api.operator());

            assertThat(operator.instancesByProcess()).isEqualTo(apps(tenant).instancesByProcess());
        }
    }
}
