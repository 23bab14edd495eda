package io.netbuild.it.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.tenants.Engine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Jobs that have failed, batches that are half done, and external tasks. */
final class JobKinds {

    static final List<Begun.Kind> ALL = List.of(
            JobKinds::retrying,
            JobKinds::failed,
            JobKinds::locked,
            JobKinds::failedElsewhere,
            JobKinds::halfDoneBatch,
            JobKinds::seedingBatch);

    private static final String WORKER = "worker";

    private JobKinds() {}

    private static Begun retrying(Steps steps, String key) {
        String instance = steps.start(EveryModel.RETRYING, key);
        String jobs = "/job?processInstanceId=" + instance;
        String job = steps.engine().first(jobs + "&withException=true");
        String trace =
                steps.api().get("/job/" + job + "/stacktrace").expect(200).body();
        assertThat(trace).contains("repaired");
        return new Begun(
                "a failed job with retries left",
                () -> {
                    Answer kept = steps.api().get("/job/" + job).expect(200);
                    assertThat(kept.json().path("retries").asInt()).isEqualTo(2);
                    assertThat(steps.api().get("/job/" + job + "/stacktrace").body())
                            .isEqualTo(trace);
                    steps.set(instance, "repaired", true);
                    steps.dueNow(job);
                },
                () -> steps.awaitEnd(instance));
    }

    private static Begun failed(Steps steps, String key) {
        String instance = steps.start(EveryModel.FAILING, key);
        String incident = steps.engine().first("/incident?processInstanceId=" + instance);
        String job = steps.engine().only("/job?processInstanceId=" + instance);
        String trace =
                steps.api().get("/job/" + job + "/stacktrace").expect(200).body();
        return new Begun(
                "a failed job with an incident",
                () -> {
                    steps.api().get("/incident/" + incident).expect(200);
                    assertThat(steps.api().get("/job/" + job + "/stacktrace").body())
                            .isEqualTo(trace);
                    steps.set(instance, "repaired", true);
                    steps.api()
                            .put("/job/" + job + "/retries", Map.of("retries", 1))
                            .expect(204);
                },
                () -> {
                    steps.awaitEnd(instance);
                    steps.api().get("/incident/" + incident).expect(404);
                });
    }

    private static String lock(Steps steps, String key, String worker) {
        return await("a task for " + worker)
                .atMost(Engine.PATIENCE)
                .until(
                        () -> steps.api()
                                .post(
                                        "/external-task/fetchAndLock",
                                        Map.of(
                                                "workerId",
                                                worker,
                                                "maxTasks",
                                                1,
                                                "topics",
                                                List.of(Map.of(
                                                        "topicName",
                                                        EveryModel.EXTERNAL + "-" + key,
                                                        "lockDuration",
                                                        600_000))))
                                .expect(200)
                                .ids(),
                        found -> found.size() == 1)
                .get(0);
    }

    private static Begun locked(Steps steps, String key) {
        String instance = steps.start(EveryModel.EXTERNAL, key);
        String task = lock(steps, key, WORKER);
        return new Begun(
                "an external task that is locked",
                () -> {
                    String completion = "/external-task/" + task + "/complete";
                    assertThat(steps.api()
                                    .post(completion, Map.of("workerId", "another"))
                                    .isRefusal())
                            .as("another worker is kept out")
                            .isTrue();
                    steps.api().post(completion, Map.of("workerId", WORKER)).expect(204);
                },
                () -> steps.awaitEnd(instance));
    }

    private static Begun failedElsewhere(Steps steps, String key) {
        String topic = key + "-failed";
        String instance = steps.start(EveryModel.EXTERNAL, topic);
        String task = lock(steps, topic, WORKER);
        String details = "what went wrong, at length. ".repeat(300);
        steps.api()
                .post(
                        "/external-task/" + task + "/failure",
                        Map.of("workerId", WORKER, "errorMessage", "failed", "errorDetails", details, "retries", 0))
                .expect(204);
        return new Begun(
                "an external task with an incident",
                () -> {
                    assertThat(steps.api()
                                    .get("/external-task/" + task + "/errorDetails")
                                    .expect(200)
                                    .body())
                            .isEqualTo(details);
                    steps.api()
                            .put("/external-task/" + task + "/retries", Map.of("retries", 1))
                            .expect(204);
                    assertThat(lock(steps, topic, "another")).isEqualTo(task);
                    steps.api()
                            .post("/external-task/" + task + "/complete", Map.of("workerId", "another"))
                            .expect(204);
                },
                () -> steps.awaitEnd(instance));
    }

    /** Two of its four jobs have done their work, two cannot yet. */
    private static Begun halfDoneBatch(Steps steps, String key) {
        List<String> instances = Stream.of(true, true, false, false)
                .map(done -> steps.start(EveryModel.BATCHED, key, done ? Map.of("repaired", true) : Map.of()))
                .toList();
        Answer batch = steps.api()
                .post(
                        "/modification/executeAsync",
                        Map.of(
                                "processDefinitionId",
                                steps.engine().only("/process-definition?latestVersion=true&key=" + EveryModel.BATCHED),
                                "processInstanceIds",
                                instances,
                                "instructions",
                                List.of(Map.of("type", "startBeforeActivity", "activityId", "repairable"))))
                .expect(200);
        awaitStatistics(steps, batch.id(), "failedJobs", 2);
        return new Begun(
                "a batch that is half done",
                () -> {
                    assertThat(statistics(steps, batch.id())
                                    .path("completedJobs")
                                    .asInt())
                            .isEqualTo(2);
                    instances.forEach(instance -> steps.set(instance, "repaired", true));
                    steps.api()
                            .put(
                                    "/job-definition/" + batch.text("batchJobDefinitionId") + "/retries",
                                    Map.of("retries", 1))
                            .expect(204);
                },
                () -> {
                    awaitCompletion(steps, batch);
                    instances.forEach(instance -> steps.complete(instance, "waiting"));
                    instances.forEach(steps::awaitEnd);
                });
    }

    /** Stopped while its seed job still makes the others: it deletes the history of instances that never were. */
    private static Begun seedingBatch(Steps steps, String key) {
        List<String> ids =
                Stream.generate(() -> UUID.randomUUID().toString()).limit(350).toList();
        Answer batch = steps.api()
                .post(
                        "/history/process-instance/delete",
                        Map.of("historicProcessInstanceIds", ids, "failIfNotExists", false, "deleteReason", key))
                .expect(200);
        suspend(steps, batch.id(), true);
        return new Begun(
                "a suspended batch with its seed job",
                () -> suspend(steps, batch.id(), false),
                () -> awaitCompletion(steps, batch));
    }

    private static void suspend(Steps steps, String batch, boolean suspended) {
        steps.api()
                .put("/batch/" + batch + "/suspended", Map.of("suspended", suspended))
                .expect(204);
    }

    /** A batch looks for its end every half a minute, which is too long for a test. */
    private static void awaitCompletion(Steps steps, Answer batch) {
        String completed = "/history/batch/count?completed=true&batchId=" + batch.id();
        await("the jobs of batch " + batch.id())
                .atMost(Engine.PATIENCE)
                .until(() -> steps.count(completed) == 1
                        || statistics(steps, batch.id()).path("remainingJobs").asInt(-1) == 0);
        steps.api()
                .get("/job?jobDefinitionId=" + batch.text("monitorJobDefinitionId"))
                .expect(200)
                .ids()
                .forEach(steps::tryDueNow);
        steps.awaitCount(completed, 1);
    }

    private static JsonNode statistics(Steps steps, String batch) {
        return steps.api()
                .get("/batch/statistics?batchId=" + batch)
                .expect(200)
                .json()
                .path(0);
    }

    private static void awaitStatistics(Steps steps, String batch, String field, int wanted) {
        await(field + " of batch " + batch)
                .atMost(Engine.PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> statistics(steps, batch).path(field).asInt() == wanted);
    }
}
