package io.netbuild.it.offboarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.it.tenants.Engine;
import io.netbuild.it.tenants.TestModels;
import io.netbuild.it.tenants.TestTenant;
import java.util.List;
import java.util.Map;

/** Process instances that are under way, and can be finished in the tenant that they were made in or in another that was made of it. */
record Work(String task, String timer, String message, String external, String externalTask, String failing) {

    private static final String WORKER = "it-worker";
    private static final String TEXT = "O'Neil \\ \"tab\t\" ☃ \n line";

    static Work begin(TestTenant tenant) {
        Engine engine = tenant.engine();
        String task = engine.start("simple", "with-variables", Map.of("text", TEXT, "number", 42, "flag", true));
        engine.api()
                .put("/process-instance/" + task + "/variables/bytes", Map.of("value", "AAECyMg=", "type", "Bytes"))
                .expectSuccess();
        engine.api()
                .put("/process-instance/" + task + "/variables/precise", Map.of("value", 0.1, "type", "Double"))
                .expectSuccess();
        engine.api()
                .post(
                        "/task/" + engine.only("/task?processInstanceId=" + task) + "/comment/create",
                        Map.of("message", "a comment"))
                .expectSuccess();
        String timer = engine.start(TestModels.TIMER, "timer", Map.of("wait", "PT1H"));
        String message = engine.start(TestModels.MESSAGE);
        String external = engine.start(TestModels.EXTERNAL);
        String failing = engine.start("always-failing");
        engine.first("/incident?processInstanceId=" + failing);
        List<String> locked = engine.api()
                .post(
                        "/external-task/fetchAndLock",
                        Map.of(
                                "workerId",
                                WORKER,
                                "maxTasks",
                                1,
                                "topics",
                                List.of(Map.of("topicName", TestModels.EXTERNAL, "lockDuration", 600_000))))
                .expect(200)
                .ids();
        assertThat(locked).hasSize(1);
        return new Work(task, timer, message, external, locked.get(0), failing);
    }

    void finish(TestTenant tenant) {
        Engine engine = tenant.engine();
        assertThat(engine.api()
                        .get("/process-instance/" + task + "/variables/text")
                        .expect(200)
                        .text("value"))
                .isEqualTo(TEXT);
        assertThat(engine.api()
                        .get("/process-instance/" + task + "/variables/precise")
                        .expect(200)
                        .json()
                        .path("value")
                        .asDouble())
                .isEqualTo(0.1);
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
        for (String instance : List.of(task, timer, message, external)) {
            engine.awaitEnd(instance);
        }
    }
}
