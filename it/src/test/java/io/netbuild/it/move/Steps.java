package io.netbuild.it.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.tenants.Engine;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

/** What one does with instances, wherever they live. */
record Steps(Engine engine) {

    private static final DateTimeFormatter DATES = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ");

    Api api() {
        return engine.api();
    }

    /** Starts an instance that is told apart by its key. */
    String start(String process, String key) {
        return start(process, key, Map.of());
    }

    String start(String process, String key, Map<String, ?> more) {
        Map<String, Object> variables = new HashMap<>(more);
        variables.put("key", key);
        return engine.start(process, key, variables);
    }

    /** A task of the instance, the only one or the first of some that are alike. */
    String task(String instance, String activity) {
        return engine.first(
                "/task?sortBy=created&sortOrder=asc&processInstanceId=" + instance + "&taskDefinitionKey=" + activity);
    }

    void complete(String instance, String activity) {
        completeTask(task(instance, activity));
    }

    void completeTask(String task) {
        api().post("/task/" + task + "/complete", Map.of()).expect(204);
    }

    /** Has the instance's job at the activity due now. */
    void due(String instance, String activity) {
        dueNow(engine.first("/job?processInstanceId=" + instance + "&activityId=" + activity));
    }

    void dueNow(String job) {
        tryDueNow(job).expect(204);
    }

    /** For a job that may be gone. */
    Answer tryDueNow(String job) {
        return api().put(
                        "/job/" + job + "/duedate",
                        Map.of("duedate", DATES.format(OffsetDateTime.now(ZoneOffset.UTC))));
    }

    void set(String instance, String variable, Object value) {
        api().put("/process-instance/" + instance + "/variables/" + variable, Map.of("value", value))
                .expect(204);
    }

    void message(String name, String instance) {
        api().post("/message", Map.of("messageName", name, "processInstanceId", instance))
                .expectSuccess();
    }

    /** The number that a query for a count finds. */
    int count(String query) {
        return api().get(query).expect(200).json().path("count").asInt(-1);
    }

    void awaitCount(String query, int wanted) {
        await(query + " to be " + wanted)
                .atMost(Engine.PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> count(query) == wanted);
    }

    void awaitMore(String query, int before) {
        await(query + " to be more than " + before)
                .atMost(Engine.PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> count(query) > before);
    }

    /** The instance ends, and nothing went wrong in it. */
    void awaitEnd(String instance) {
        engine.awaitEnd(instance);
        assertThat(api().get("/history/process-instance/" + instance)
                        .expect(200)
                        .text("state"))
                .isEqualTo("COMPLETED");
    }
}
