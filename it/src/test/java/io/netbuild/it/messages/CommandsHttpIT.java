package io.netbuild.it.messages;

import static io.netbuild.it.messages.SendingTenants.OPERATOR;
import static io.netbuild.it.messages.SendingTenants.OTHER;
import static io.netbuild.it.messages.SendingTenants.SHARED;
import static io.netbuild.it.messages.SendingTenants.TENANTS;
import static io.netbuild.it.messages.SendingTenants.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netbuild.it.tenants.Engine;
import io.netbuild.it.tenants.TestModels;
import io.netbuild.it.tenants.TestTenant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each command does. */
class CommandsHttpIT {

    @ParameterizedTest
    @MethodSource(TENANTS)
    void startShouldStartAnInstanceWithItsVariables(TestTenant tenant) {
        send(
                tenant,
                "start",
                """
                {"processDefinitionKey": "simple", "businessKey": "typed",
                 "variables": {"amount": {"value": 42, "type": "Integer"}, "who": {"value": "Ada", "type": "String"},
                     "when": {"value": "2026-11-21T10:00:00.000+0100", "type": "Date"}, "doc": {"value": "{\\"a\\":1}", "type": "Json"}}}
                """);

        Mail.awaitStarted(tenant, "processInstanceBusinessKey=typed", 1);
        String instance = tenant.engine().only("/process-instance?businessKey=typed");
        var variables = tenant.engine()
                .api()
                .get("/process-instance/" + instance + "/variables")
                .expect(200)
                .json();
        assertThat(variables.at("/amount/value").asInt()).isEqualTo(42);
        assertThat(variables.at("/amount/type").asText()).isEqualTo("Integer");
        assertThat(variables.at("/who/value").asText()).isEqualTo("Ada");
        assertThat(variables.at("/when/type").asText()).isEqualTo("Date");
        assertThat(variables.at("/doc/type").asText()).isEqualTo("Json");
    }

    @ParameterizedTest
    @MethodSource(TENANTS)
    void correlateShouldReachTheInstanceThatWaits(TestTenant tenant) {
        Engine engine = tenant.engine();
        String first = engine.start(TestModels.MESSAGE, "waits-1", Map.of("order", "A"));
        String second = engine.start(TestModels.MESSAGE, "waits-2", Map.of("order", "B"));

        send(
                tenant,
                "correlate",
                """
                {"messageName": "it-message", "correlationKeys": {"order": {"value": "B", "type": "String"}}}
                """);

        engine.awaitEnd(second);
        assertThat(engine.isRunning(first)).isTrue();
        send(tenant, "correlate", "{\"messageName\": \"it-message\", \"businessKey\": \"waits-1\"}");
        engine.awaitEnd(first);
    }

    @Test
    void correlateShouldWaitForTheInstanceToArrive() {
        send(SHARED, "correlate", "{\"messageName\": \"it-message\", \"businessKey\": \"comes later\"}");
        await().during(Duration.ofSeconds(1)).until(() -> true);

        String instance = SHARED.engine().start(TestModels.MESSAGE, "comes later", Map.of());

        SHARED.engine().awaitEnd(instance);
    }

    @ParameterizedTest
    @MethodSource(TENANTS)
    void signalShouldReachAllInstancesOfItsTenantOnly(TestTenant tenant) {
        String first = tenant.engine().start(TestModels.SIGNAL);
        String second = tenant.engine().start(TestModels.SIGNAL);
        String foreign = OTHER.engine().start(TestModels.SIGNAL);

        send(tenant, "signal", "{\"signalName\": \"it-signal\"}");

        tenant.engine().awaitEnd(first);
        tenant.engine().awaitEnd(second);
        assertThat(OTHER.engine().isRunning(foreign)).isTrue();
    }

    @ParameterizedTest
    @MethodSource(TENANTS)
    void externalTaskShouldBeCompletedByWhoHasLockedIt(TestTenant tenant) {
        Engine engine = tenant.engine();
        String instance = engine.start(TestModels.EXTERNAL);
        String task = engine.api()
                .post(
                        "/external-task/fetchAndLock",
                        Map.of(
                                "workerId",
                                "ada",
                                "maxTasks",
                                1,
                                "topics",
                                List.of(Map.of("topicName", TestModels.EXTERNAL, "lockDuration", 600_000))))
                .expect(200)
                .ids()
                .get(0);

        send(tenant, "complete-external-task", complete(task, "somebody else"));
        Mail.Dead refused = Mail.dead(OPERATOR, 1).get(0);
        assertThat(refused.reason()).isEqualTo("not-lock-owner");
        assertThat(engine.isRunning(instance)).isTrue();

        send(tenant, "complete-external-task", complete(task, "ada"));
        engine.awaitEnd(instance);
    }

    private static String complete(String task, String worker) {
        return "{\"externalTaskId\": \"%s\", \"workerId\": \"%s\", \"variables\": {\"done\": {\"value\": true, \"type\": \"Boolean\"}}}"
                .formatted(task, worker);
    }
}
