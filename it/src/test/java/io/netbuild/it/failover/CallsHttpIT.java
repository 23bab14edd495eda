package io.netbuild.it.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Databases;
import io.netbuild.it.tenants.TestModels;
import io.netbuild.it.tenants.TestTenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many calls of one tenant at the same time. What makes a call slow is a lock on a table of the tenant's own schema. */
class CallsHttpIT {

    private static final TestTenant FEW = TestTenant.schema("calls-few");
    private static final TestTenant SHARED = TestTenant.shared("calls-shared");
    private static final TestTenant NEIGHBOUR = TestTenant.shared("calls-neighbour");

    @BeforeAll
    static void tenants() {
        FEW.create();
        Api.operator().post("/api/tenants", trial(SHARED)).expect(201);
        NEIGHBOUR.create();
    }

    private static ObjectNode trial(TestTenant tenant) {
        return tenant.wish().put("tier", "TRIAL");
    }

    private static void allow(int concurrent, int queued) {
        FEW.resource()
                .with("If-Match", FEW.resource().get("").header("ETag").orElseThrow())
                .patch("", Map.of("limits", Map.of("concurrentCalls", concurrent, "queuedCalls", queued)))
                .expect(200);
    }

    private static Answer tasks(TestTenant tenant) {
        return tenant.engine().api().get("/task");
    }

    /** Has all look-ups of the tenant's tasks wait until it is closed. */
    private static Connection slow(TestTenant tenant) throws SQLException {
        Connection owner = Databases.owner();
        owner.setAutoCommit(false);
        try (Statement lock = owner.createStatement()) {
            lock.execute("lock table %s.act_ru_task in access exclusive mode".formatted(tenant.databaseName()));
        }
        return owner;
    }

    private static double measured(String metric, TestTenant tenant, String label) {
        return Api.operator()
                .get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(metric + "{"))
                .filter(line -> line.contains("tenant=\"" + tenant + "\"") && line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static void assertTooMany(Answer answer, int limit) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(429);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(List.of(answer.text("code"), answer.text("error"))).contains("too-many-calls");
        assertThat(answer.header("Retry-After")).hasValue("1");
        assertThat(answer.json().path("limit").asInt()).as("%s", answer).isEqualTo(limit);
        assertThat(answer.json().path("used").asInt()).as("%s", answer).isEqualTo(limit);
    }

    @Test
    void callsBeyondTheLimitShouldBeRefusedAndOthersServedMeanwhile() throws Exception {
        allow(3, 2);
        try (Crowd crowd = new Crowd()) {
            List<Future<Answer>> slow;
            try (Connection lock = slow(FEW)) {
                slow = crowd.send(3, () -> tasks(FEW));
                await("calls that wait for the lock").until(() -> measured("netbuild_calls_now", FEW, "running") == 3);

                List<Answer> more = Crowd.all(crowd.send(10, () -> tasks(FEW)));
                Answer operators = FEW.engineForOperator().api().get("/task");
                Answer pages = Api.adminOf(FEW.id()).get("/camunda/api/engine/engine/" + FEW + "/task");

                more.forEach(answer -> assertTooMany(answer, 3));
                assertTooMany(operators, 3);
                assertTooMany(pages, 3);
                assertThat(tasks(NEIGHBOUR).status()).isEqualTo(200);
                assertThat(FEW.resource().get("").status())
                        .as("the platform's own API")
                        .isEqualTo(200);
                lock.rollback();
            }
            Crowd.all(slow).forEach(answer -> assertThat(answer.status()).isEqualTo(200));
        }
        assertThat(tasks(FEW).status()).isEqualTo(200);
        assertThat(measured("netbuild_calls_refused_total", FEW, "full=\"tenant\""))
                .isEqualTo(12);
        assertThat(measured("netbuild_calls_now", FEW, "")).isZero();
    }

    @Test
    void callThatWaitsShouldGoOnWhenAnotherEnds() throws Exception {
        allow(1, 2);
        try (Crowd crowd = new Crowd()) {
            List<Future<Answer>> answers;
            try (Connection lock = slow(FEW)) {
                answers = crowd.send(2, () -> tasks(FEW));
                await("a call that waits for the other one")
                        .until(() -> measured("netbuild_calls_now", FEW, "waiting") == 1);
                lock.rollback();
            }
            Crowd.all(answers)
                    .forEach(answer ->
                            assertThat(answer.status()).as("%s", answer).isEqualTo(200));
        }
    }

    @Test
    void longPollShouldNotCountWhileItWaits() {
        allow(1, 0);
        FEW.engine().deploy(List.of(TestModels.external()));
        try (Crowd crowd = new Crowd()) {
            Future<Answer> poll = crowd.send(1, () -> FEW.engine()
                            .api()
                            .post(
                                    "/external-task/fetchAndLock",
                                    Map.of(
                                            "workerId",
                                            "patient",
                                            "maxTasks",
                                            1,
                                            "asyncResponseTimeout",
                                            60_000,
                                            "topics",
                                            List.of(Map.of("topicName", TestModels.EXTERNAL, "lockDuration", 10_000)))))
                    .get(0);
            await("the poll to wait")
                    .during(Duration.ofMillis(500))
                    .until(() -> measured("netbuild_calls_now", FEW, "") == 0);

            FEW.engine().start(TestModels.EXTERNAL);

            assertThat(Crowd.get(poll).expect(200).json()).hasSize(1);
        }
    }

    @Test
    void othersShouldBeServedDuringAFlood() {
        try (Crowd crowd = new Crowd()) {
            List<Future<List<Answer>>> flood = crowd.keepSending(80, () -> tasks(SHARED));
            await("the flood").until(() -> measured("netbuild_calls_refused_total", SHARED, "") > 50);

            for (int i = 0; i < 40; i++) {
                assertThat(tasks(NEIGHBOUR).status()).isEqualTo(200);
            }
            crowd.rest();

            List<Answer> answers =
                    Crowd.all(flood).stream().flatMap(List::stream).toList();
            assertThat(answers).extracting(Answer::status).containsOnly(200, 429);
            answers.stream().filter(answer -> answer.status() == 429).forEach(answer -> assertTooMany(answer, 4));
        }
    }
}
