package io.netbuild.it.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.dev.demo.Models;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.Engine;
import io.netbuild.it.tenants.TestTenant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.camunda.bpm.client.ExternalTaskClient;
import org.camunda.bpm.client.task.ExternalTask;
import org.camunda.bpm.client.task.ExternalTaskService;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine's client of external tasks as its makers publish it, with long polling. */
class ExternalTaskClientHttpIT {

    private static final TestTenant SHARED = TestTenant.shared("ext-shared");
    private static final TestTenant NEIGHBOUR = TestTenant.shared("ext-neighbour");
    private static final TestTenant SCHEMA = TestTenant.schema("ext-schema");

    @BeforeAll
    static void tenantsWithTheSameProcess() {
        tenants().forEach(tenant -> tenant.create().engine().deploy(Models.of("order-fulfilment")));
    }

    static Stream<TestTenant> tenants() {
        return Stream.of(SHARED, NEIGHBOUR, SCHEMA);
    }

    private static ExternalTaskClient client(TestTenant tenant) {
        String token = Objects.requireNonNull(Api.adminOf(tenant.id()).headers().get("Authorization"));
        return ExternalTaskClient.create()
                .baseUrl(Stack.server().httpUrl() + "/t/" + tenant + "/engine-rest")
                .workerId("worker-of-" + tenant)
                .asyncResponseTimeout(5_000)
                .lockDuration(30_000)
                .disableBackoffStrategy()
                .addInterceptor(request -> request.addHeader("Authorization", token))
                .build();
    }

    private static String order(Engine engine, String businessKey) {
        return engine.start("order-fulfilment", businessKey, Map.of("amount", 100, "customerCategory", "standard"));
    }

    @ParameterizedTest
    @MethodSource("tenants")
    void tasksShouldBeCompletedFailedAndEndedByErrors(TestTenant tenant) {
        Engine engine = tenant.engine();
        Set<String> seen = ConcurrentHashMap.newKeySet();
        ExternalTaskClient client = client(tenant);
        try {
            client.subscribe("reserve-stock")
                    .handler((task, service) -> {
                        seen.add(task.getProcessInstanceId());
                        reserve(task, service);
                    })
                    .open();
            client.subscribe("charge-payment")
                    .handler((task, service) ->
                            service.handleBpmnError(task, "payment-declined", "declined", Map.of("said", "no")))
                    .open();

            // started while the client waits in a long poll
            String declined = order(engine, "declined");
            String failing = order(engine, "failing");

            engine.first("/external-task?topicName=release-stock&processInstanceId=" + declined);
            String incident = engine.first("/incident?processInstanceId=" + failing);
            assertThat(engine.api().get("/incident/" + incident).text("incidentMessage"))
                    .isEqualTo("out of stock");
            assertThat(seen).containsExactlyInAnyOrder(declined, failing);
        } finally {
            client.stop();
        }
    }

    private static void reserve(ExternalTask task, ExternalTaskService service) {
        if ("failing".equals(task.getBusinessKey())) {
            service.handleFailure(task, "out of stock", "details", 0, 0);
        } else {
            service.complete(task, Map.of("reserved", true));
        }
    }
}
