package io.netbuild.it.move;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.dev.demo.ModelFile;
import io.netbuild.dev.demo.Models;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.tenants.Engine;
import io.netbuild.it.tenants.TestModels;
import io.netbuild.it.tenants.TestTenant;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MovesHttpIT {

    private static final TestTenant NEIGHBOUR = TestTenant.shared("move-neighbour");
    private static final String WORKER = "it-worker";

    @BeforeAll
    static void make() {
        NEIGHBOUR.create().engine().deploy(TestModels.all());
        NEIGHBOUR.engine().start("simple");
        NEIGHBOUR.engine().start(TestModels.MESSAGE);
    }

    /** One of each kind that is under way. */
    private record Work(
            String task,
            String timer,
            String soon,
            String message,
            String external,
            String failing,
            String externalTask) {

        static Work begin(TestTenant tenant) {
            Engine engine = tenant.engine();
            String task = engine.start(
                    "simple", "with-variables", Map.of("text", "O'Neil \\ tab", "number", 42, "flag", true));
            engine.api()
                    .put("/process-instance/" + task + "/variables/bytes", Map.of("value", "AAECyMg=", "type", "Bytes"))
                    .expectSuccess();
            engine.api()
                    .put(
                            "/process-instance/" + task + "/variables/json",
                            Map.of("value", "{\"a\":[1,2]}", "type", "Json"))
                    .expectSuccess();
            String taskId = engine.only("/task?processInstanceId=" + task);
            engine.api()
                    .post("/task/" + taskId + "/comment/create", Map.of("message", "a comment"))
                    .expectSuccess();
            String timer = engine.start(TestModels.TIMER, "timer", Map.of("wait", "PT1H"));
            String soon = engine.start(TestModels.TIMER, "soon", Map.of("wait", "PT8S"));
            String message = engine.start(TestModels.MESSAGE);
            String external = engine.start(TestModels.EXTERNAL);
            String failing = engine.start("always-failing");
            engine.first("/incident?processInstanceId=" + failing);
            Answer locked = engine.api()
                    .post(
                            "/external-task/fetchAndLock",
                            Map.of(
                                    "workerId",
                                    WORKER,
                                    "maxTasks",
                                    1,
                                    "topics",
                                    List.of(Map.of("topicName", TestModels.EXTERNAL, "lockDuration", 600_000))))
                    .expect(200);
            assertThat(locked.ids()).hasSize(1);
            return new Work(
                    task, timer, soon, message, external, failing, locked.ids().get(0));
        }

        void finish(TestTenant tenant) {
            Engine engine = tenant.engine();
            engine.api()
                    .post("/task/" + engine.only("/task?processInstanceId=" + task) + "/complete", Map.of())
                    .expectSuccess();
            engine.api()
                    .put("/job/" + engine.only("/job?processInstanceId=" + timer) + "/duedate", Map.of())
                    .expectSuccess();
            engine.api()
                    .post("/message", Map.of("messageName", TestModels.MESSAGE, "processInstanceId", message))
                    .expectSuccess();
            engine.api()
                    .post("/external-task/" + externalTask + "/complete", Map.of("workerId", WORKER))
                    .expectSuccess();
            engine.api().delete("/process-instance/" + failing).expectSuccess();
            assertThat(engine.isRunning(failing)).isFalse();
            for (String instance : List.of(task, timer, soon, message, external)) {
                engine.awaitEnd(instance);
            }
        }
    }

    @Test
    void everythingShouldMoveFromEachLevelToTheNext() throws SQLException {
        TestTenant tenant = TestTenant.shared("move-all").create();
        List<ModelFile> models = new ArrayList<>(TestModels.all());
        models.add(TestModels.external());
        tenant.engine().deploy(models);
        Map<String, List<String>> neighbour = neighbour();
        String present = "SHARED";

        for (String next : List.of("SCHEMA", "DATABASE", "SHARED", "DATABASE", "ELSEWHERE", "SCHEMA", "SHARED")) {
            Work work = Work.begin(tenant);
            Rows.Place old = Rows.Place.of(tenant, present);
            tenant.resource().post("/suspend", Map.of()).expect(200); // so that timers do not change rows meanwhile
            Map<String, List<String>> before = Rows.of(tenant, old);

            JsonNode moved = Moving.move(tenant, next);

            Rows.Place there = Rows.Place.of(tenant, next);
            assertThat(Rows.of(tenant, there)).as("%s to %s", present, next).isEqualTo(before);
            assertThat(Rows.count(before)).isGreaterThan(100);
            assertThat(moved.path("rowsCopied").asLong()).isEqualTo(Rows.count(before));
            if (present.equals("SHARED")) {
                assertThat(Rows.count(Rows.of(tenant, old))).as("left behind").isZero();
            } else {
                assertThat(old.exists()).as("left behind").isFalse();
            }
            assertThat(tenant.resource().get("").expect(200).text("status")).isEqualTo("SUSPENDED");
            tenant.resource().post("/resume").expect(200);
            work.finish(tenant);
            present = next;
        }
        assertThat(neighbour()).isEqualTo(neighbour);
    }

    private static Map<String, List<String>> neighbour() throws SQLException {
        return Rows.of(NEIGHBOUR, Rows.Place.of(NEIGHBOUR, "SHARED"));
    }

    /** Every start that was answered with success is there once, and every other one was refused as announced. */
    @Test
    void nothingShouldBeLostOrDoubledWhileClientsWork() throws SQLException {
        TestTenant tenant = TestTenant.shared("move-busy").create();
        tenant.engine().deploy(Models.of("simple"));

        for (String next : List.of("SCHEMA", "DATABASE", "SHARED")) {
            AtomicBoolean over = new AtomicBoolean();
            List<CompletableFuture<List<String>>> clients = new ArrayList<>();
            for (int client = 0; client < 4; client++) {
                String name = next + "-" + client;
                clients.add(CompletableFuture.supplyAsync(() -> work(tenant, name, over)));
            }

            JsonNode moved = Moving.move(tenant, next);

            over.set(true);
            List<String> started =
                    clients.stream().flatMap(client -> client.join().stream()).toList();
            List<String> found = tenant
                    .engine()
                    .api()
                    .get("/history/process-instance?processDefinitionKey=simple&maxResults=100000")
                    .expect(200)
                    .texts("businessKey")
                    .stream()
                    .filter(key -> key.startsWith(next))
                    .toList();
            assertThat(found).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(started);
            assertThat(started).hasSizeGreaterThan(20);
            System.out.println("[move] to %s with clients: %d started, frozen %d ms, %d rows copied, %d again"
                    .formatted(
                            next,
                            started.size(),
                            moved.path("freezeMillis").asLong(),
                            moved.path("rowsCopied").asLong(),
                            moved.path("rowsChanged").asLong()));
        }
    }

    private static List<String> work(TestTenant tenant, String name, AtomicBoolean over) {
        List<String> done = new ArrayList<>();
        for (int i = 0; !over.get() || i < 10; i++) {
            String key = name + "-" + i;
            Answer answer = tenant.engine().tryStart("simple", key, Map.of("i", i));
            if (answer.status() == 200) {
                done.add(key);
            } else {
                assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
                assertThat(answer.header("Retry-After")).isPresent();
            }
        }
        return done;
    }

    @Test
    void aDryRunShouldSayWhatWouldMoveAndChangeNothing() {
        TestTenant tenant = TestTenant.shared("move-dry").create();
        tenant.engine().deploy(Models.of("simple"));
        tenant.engine().start("simple");

        JsonNode forecast = tenant.resource()
                .post("/moves", Moving.wish("SCHEMA", true))
                .expect(200)
                .json();

        assertThat(forecast.path("rows").asLong()).isPositive();
        assertThat(forecast.path("bytes").asLong()).isPositive();
        assertThat(forecast.path("blockers")).isEmpty();
        assertThat(forecast.path("expectedFreezeMillis").asLong()).isPositive();
        assertThat(tenant.resource().get("/moves").expect(200).body()).isEqualTo("[]");
        assertThat(tenant.resource().get("").text("isolation")).isEqualTo("SHARED");
    }

    @Test
    void whatCannotBeMovedShouldBeRefused() {
        TestTenant tenant = TestTenant.shared("move-refused").create();

        assertThat(tenant.resource()
                        .post("/moves", Moving.wish("SHARED", false))
                        .expect(400)
                        .text("field"))
                .isEqualTo("target");
        assertThat(tenant.resource()
                        .post("/moves", Moving.wish("NOWHERE", false))
                        .expect(400)
                        .text("code"))
                .isEqualTo("invalid-field");
        tenant.resource().post("/moves", Map.of()).expect(400);
        tenant.resource()
                .post("/moves", Map.of("target", Map.of("isolation", "SCHEMA", "server", "second")))
                .expect(400);
        Api.adminOf(tenant.id())
                .post("/api/tenants/" + tenant + "/moves", Moving.wish("SCHEMA", false))
                .expect(403);
        tenant.resource().get("/moves/6f1c5d9e-3d3c-4f39-8b55-8a8f7f0a8a11").expect(404);
        tenant.resource().get("/moves/none").expect(400);
    }
}
