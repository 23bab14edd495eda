package io.netbuild.it.isolation;

import static io.netbuild.it.tenants.TestModels.CONDITION;
import static io.netbuild.it.tenants.TestModels.MESSAGE;
import static io.netbuild.it.tenants.TestModels.SIGNAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.dev.demo.Models;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Multipart;
import io.netbuild.it.tenants.Belongings;
import io.netbuild.it.tenants.Engine;
import io.netbuild.it.tenants.FourTenants;
import io.netbuild.it.tenants.FourTenants.Pair;
import io.netbuild.it.tenants.TestTenant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What names no id but a name, a key, a tenant or an engine: it never reaches another tenant, although all of them have the same names. */
class RoutingIsolationHttpIT {

    private static final String TENANTS = "io.netbuild.it.tenants.FourTenants#all";
    private static final String PAIRS = "io.netbuild.it.tenants.FourTenants#pairs";

    /** One more instance of the process for each tenant. */
    private static Map<TestTenant, String> startedByAll(String process, String businessKey) {
        return FourTenants.all()
                .peek(FourTenants::of)
                .collect(Collectors.toMap(
                        Function.identity(), tenant -> tenant.engine().start(process, businessKey, Map.of())));
    }

    private static void assertOnlyThatOfEnded(TestTenant tenant, Map<TestTenant, String> instances) {
        SoftAssertions softly = new SoftAssertions();
        instances.forEach((owner, instance) -> softly.assertThat(owner.engine().isRunning(instance))
                .as("instance of %s runs", owner)
                .isEqualTo(!owner.equals(tenant)));
        softly.assertAll();
    }

    @ParameterizedTest
    @MethodSource(TENANTS)
    void aMessageShouldReachOnesOwnInstancesOnly(TestTenant tenant) {
        String businessKey = "message-" + UUID.randomUUID();
        Map<TestTenant, String> instances = startedByAll(MESSAGE, businessKey);

        tenant.engine()
                .api()
                .post("/message", Map.of("messageName", MESSAGE, "businessKey", businessKey, "all", true))
                .expectSuccess();

        assertOnlyThatOfEnded(tenant, instances);
    }

    @ParameterizedTest
    @MethodSource(TENANTS)
    void aSignalShouldReachOnesOwnInstancesOnly(TestTenant tenant) {
        Map<TestTenant, String> instances = startedByAll(SIGNAL, "signal");

        tenant.engine().api().post("/signal", Map.of("name", SIGNAL)).expect(204);

        assertOnlyThatOfEnded(tenant, instances);
    }

    @ParameterizedTest
    @MethodSource(TENANTS)
    void aConditionShouldStartOnesOwnProcessOnly(TestTenant tenant) {
        FourTenants.all().forEach(FourTenants::of);
        Map<TestTenant, Integer> before = countsOf(CONDITION);

        tenant.engine()
                .api()
                .post("/condition", Map.of("variables", Map.of("go", Map.of("value", true))))
                .expect(200);

        Map<TestTenant, Integer> after = countsOf(CONDITION);
        before.forEach((owner, count) -> assertThat(after.get(owner))
                .as("instances of %s", owner)
                .isEqualTo(owner.equals(tenant) ? count + 1 : count));
    }

    private static Map<TestTenant, Integer> countsOf(String process) {
        return FourTenants.all().collect(Collectors.toMap(Function.identity(), tenant -> tenant.engine()
                .count("processDefinitionKey=" + process)));
    }

    @ParameterizedTest
    @MethodSource(PAIRS)
    void aMessageForAnotherTenantShouldReachNobody(Pair pair) {
        String businessKey = "foreign-" + UUID.randomUUID();
        String instance = pair.owner().tenant().engine().start(MESSAGE, businessKey, Map.of());

        Answer named = pair.intruder()
                .engine()
                .api()
                .post(
                        "/message",
                        Map.of(
                                "messageName", MESSAGE,
                                "businessKey", businessKey,
                                "tenantId", pair.owner().tenant().id()));
        Answer byInstance = pair.intruder()
                .engine()
                .api()
                .post("/message", Map.of("messageName", MESSAGE, "processInstanceId", instance));

        assertThat(named.isRefusal()).as("%s", named).isTrue();
        assertThat(byInstance.isRefusal()).as("%s", byInstance).isTrue();
        assertThat(pair.owner().tenant().engine().isRunning(instance)).isTrue();
    }

    @ParameterizedTest
    @MethodSource(TENANTS)
    void aStartByKeyShouldUseOnesOwnDefinition(TestTenant tenant) {
        Belongings own = FourTenants.of(tenant);

        for (Engine engine : List.of(tenant.engine(), tenant.engineForOperator())) {
            Answer started = engine.tryStart("simple", "by-key", Map.of()).expect(200);

            assertThat(started.text("definitionId")).isEqualTo(own.ids().get("definition"));
            assertThat(started.text("tenantId")).isEqualTo(tenant.id());
        }
    }

    @ParameterizedTest
    @MethodSource(PAIRS)
    void namingAnotherTenantInAQueryShouldFindNothing(Pair pair) {
        String other = pair.owner().tenant().id();
        SoftAssertions softly = new SoftAssertions();

        for (Engine engine : List.of(pair.intruder().engine(), pair.intruder().engineForOperator())) {
            for (String list : List.of(
                    "/process-instance",
                    "/task",
                    "/deployment",
                    "/process-definition",
                    "/decision-definition",
                    "/job",
                    "/incident",
                    "/external-task",
                    "/history/process-instance",
                    "/history/task")) {
                Answer answer = engine.api().get(list + "?tenantIdIn=" + other);
                softly.assertThat(answer.body()).as("%s", answer).isEqualTo("[]");
            }
            for (String path : List.of(
                    "/process-definition/key/simple/tenant-id/" + other,
                    "/process-definition/key/simple/tenant-id/" + other + "/xml",
                    "/decision-definition/key/order-approval/tenant-id/" + other + "/xml",
                    "/tenant/" + other)) {
                Answer answer = engine.api().get(path);
                softly.assertThat(answer.status()).as("%s", answer).isEqualTo(404);
            }
            Answer started =
                    engine.api().post("/process-definition/key/simple/tenant-id/" + other + "/start", Map.of());
            softly.assertThat(started.isRefusal()).as("%s", started).isTrue();
        }

        softly.assertAll();
    }

    @ParameterizedTest
    @MethodSource(PAIRS)
    void noEngineNameShouldLeadToAnotherTenant(Pair pair) {
        String instance = pair.owner().ids().get("instance");
        TestTenant owner = pair.owner().tenant();
        SoftAssertions softly = new SoftAssertions();

        for (Engine engine : List.of(pair.intruder().engine(), pair.intruder().engineForOperator())) {
            for (String name :
                    List.of(owner.id(), "default", pair.intruder().id(), "netbuild", "tenant-" + owner.id())) {
                Answer one = engine.api().get("/engine/" + name + "/process-instance/" + instance);
                Answer all = engine.api().get("/engine/" + name + "/task?maxResults=1000");
                softly.assertThat(one.status()).as("%s", one).isIn(400, 403, 404);
                softly.assertThat(pair.owner().showIn(all.body())).as("%s", all).isFalse();
            }
            softly.assertThat(engine.api().get("/engine").expect(200).body()).doesNotContain('"' + owner.id() + '"');
        }

        softly.assertAll();
    }

    @ParameterizedTest
    @MethodSource(PAIRS)
    void aDeploymentForAnotherTenantShouldBeRefusedAndNotBeStored(Pair pair) {
        String name = "smuggled-" + UUID.randomUUID();
        Multipart form = new Multipart()
                .field("deployment-name", name)
                .field("tenant-id", pair.owner().tenant().id());
        Models.of("simple").forEach(model -> form.file(model.name(), model.content()));
        SoftAssertions softly = new SoftAssertions();

        for (Engine engine : List.of(pair.intruder().engine(), pair.intruder().engineForOperator())) {
            Answer answer = engine.api().post("/deployment/create", form);
            softly.assertThat(answer.isRefusal()).as("%s", answer).isTrue();
        }

        for (TestTenant tenant : List.of(pair.owner().tenant(), pair.intruder())) {
            Answer stored = tenant.engine().api().get("/deployment?name=" + name);
            softly.assertThat(stored.body()).as("%s", stored).isEqualTo("[]");
        }
        softly.assertAll();
    }

    @ParameterizedTest
    @MethodSource(TENANTS)
    void sameNamesShouldMeanOnesOwnThings(TestTenant tenant) {
        Belongings own = FourTenants.of(tenant);

        for (Engine engine : List.of(tenant.engine(), tenant.engineForOperator())) {
            Api api = engine.api();
            assertThat(api.get("/group?member=" + Belongings.EVERYWHERE)
                            .expect(200)
                            .ids())
                    .containsExactlyInAnyOrder("crew", Belongings.onlyGroupOf(tenant), "user");
            assertThat(api.get("/user?memberOfGroup=crew").expect(200).ids())
                    .containsExactlyInAnyOrder(Belongings.EVERYWHERE, own.ids().get("user"));
            assertThat(api.get("/process-instance?businessKey=" + Belongings.BUSINESS_KEY)
                            .ids())
                    .containsExactlyInAnyOrder(
                            own.ids().get("instance"),
                            own.ids().get("ordered"),
                            own.ids().get("waiting"));
            assertThat(api.get("/process-definition/key/simple").expect(200).id())
                    .isEqualTo(own.ids().get("definition"));
        }
    }

    @ParameterizedTest
    @MethodSource(PAIRS)
    void metricsOfTheEngineShouldCountNobodyElsesWork(Pair pair) {
        String sums = "/metrics/activity-instance-start/sum";
        Answer before = pair.intruder().engine().api().get(sums).expect(200);

        pair.owner().tenant().engine().start("simple");

        assertThat(pair.intruder().engine().api().get(sums).expect(200).body()).isEqualTo(before.body());
    }

    @ParameterizedTest
    @MethodSource(TENANTS)
    void nothingShouldBeToldOfAnEngineAsAWhole(TestTenant tenant) {
        for (Engine engine : List.of(tenant.engine(), tenant.engineForOperator())) {
            for (String path :
                    List.of("/telemetry/data", "/engine/default/telemetry/data", "/telemetry/configuration")) {
                Answer answer = engine.api().get(path);
                assertThat(answer.status()).as("%s", answer).isEqualTo(404);
            }
        }
    }

    @Test
    void fetchAndLockShouldHandOutOnesOwnTasksOnly() {
        Map<TestTenant, String> ordered = FourTenants.all()
                .peek(FourTenants::of)
                .collect(Collectors.toMap(Function.identity(), tenant -> tenant.engine()
                        .start("order-fulfilment", "fetched", Map.of("amount", 100, "customerCategory", "standard"))));
        SoftAssertions softly = new SoftAssertions();

        ordered.forEach((tenant, instance) -> {
            Answer fetched = tenant.engine()
                    .api()
                    .post(
                            "/external-task/fetchAndLock",
                            Map.of(
                                    "workerId",
                                    "worker",
                                    "maxTasks",
                                    100,
                                    "topics",
                                    List.of(Map.of(
                                            "topicName", "reserve-stock",
                                            "lockDuration", 1,
                                            "businessKey", "fetched"))))
                    .expect(200);
            softly.assertThat(fetched.texts("processInstanceId"))
                    .as("%s", tenant)
                    .containsExactly(instance);
        });

        softly.assertAll();
    }
}
