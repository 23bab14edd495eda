package io.netbuild.it.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.dev.demo.ModelFile;
import io.netbuild.dev.demo.Models;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.tenants.Engine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.camunda.bpm.model.bpmn.Bpmn;

/** Clients who work on one tenant until they are stopped. What they were told has happened must have, once; what was refused must not have. */
final class Clients implements AutoCloseable {

    /** Three steps by jobs. */
    private static final String JOBS = "moved-jobs";

    private static final int LEAST = 5;

    /** What a client thinks about between two instances, so that it is not the machine that all of them wait for. */
    private static final long THOUGHT = TimeUnit.MILLISECONDS.toNanos(50);

    private final List<Engine> engines;
    private final boolean moving;
    private final AtomicBoolean over = new AtomicBoolean();
    private final ExecutorService threads;
    private final List<Future<Told>> clients;

    /** What a client has been told. @param started of processes that go on by themselves */
    private record Told(List<String> completed, List<String> started) {}

    private Clients(int count, List<Engine> engines, boolean moving) {
        this.engines = engines;
        this.moving = moving;
        this.threads = Executors.newFixedThreadPool(count);
        this.clients = IntStream.range(0, count)
                .mapToObj(i -> threads.submit(() -> work(engines.get(i % engines.size()), "client-" + i)))
                .toList();
    }

    /** Has them begin. @param engines of one tenant at one server or several. @param moving whether they may be told to come again */
    static Clients of(int count, List<Engine> engines, boolean moving) {
        engines.get(0).deploy(models());
        return new Clients(count, engines, moving);
    }

    private static List<ModelFile> models() {
        List<ModelFile> models = new ArrayList<>(Models.of("simple"));
        String jobs = Bpmn.convertToString(Bpmn.createExecutableProcess(JOBS)
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent()
                .serviceTask("one")
                .camundaAsyncBefore()
                .camundaExpression("${1}")
                .serviceTask("two")
                .camundaAsyncBefore()
                .camundaExpression("${2}")
                .serviceTask("three")
                .camundaAsyncBefore()
                .camundaExpression("${3}")
                .endEvent()
                .done());
        models.add(new ModelFile(JOBS + ".bpmn", jobs.getBytes(StandardCharsets.UTF_8)));
        return models;
    }

    private Told work(Engine engine, String name) {
        Told told = new Told(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < LEAST || !over.get(); i++) {
            String key = name + "-" + i;
            Answer started = engine.tryStart("simple", key, Map.of());
            if (isDone(started)) {
                String list = "/task?processInstanceId=" + started.id();
                String task = insist(() -> engine.api().get(list)).ids().get(0);
                insist(() -> engine.api().post("/task/" + task + "/complete", Map.of()));
                told.completed.add(key);
            }
            if (isDone(engine.tryStart(JOBS, key, Map.of()))) {
                told.started.add(key);
            }
            LockSupport.parkNanos(THOUGHT);
        }
        return told;
    }

    /** Otherwise it was refused as announced. */
    private boolean isDone(Answer answer) {
        if (moving && answer.status() == 503) {
            assertThat(answer.header("Retry-After")).as("%s", answer).isPresent();
            return false;
        }
        answer.expectSuccess();
        return true;
    }

    private Answer insist(Supplier<Answer> request) {
        Answer answer = request.get();
        while (!isDone(answer)) {
            answer = request.get();
        }
        return answer;
    }

    /** Stops them and waits for what goes on by itself. @return how many instances they have taken to their end, each found there once */
    int stop() throws Exception {
        over.set(true);
        List<String> completed = new ArrayList<>();
        List<String> started = new ArrayList<>();
        for (Future<Told> client : clients) {
            completed.addAll(client.get().completed);
            started.addAll(client.get().started);
        }
        Steps steps = new Steps(engines.get(0));
        steps.awaitCount("/history/process-instance/count?completed=true&processDefinitionKey=" + JOBS, started.size());
        assertThat(keys(steps, "completed=true&processDefinitionKey=" + JOBS))
                .containsExactlyInAnyOrderElementsOf(started);
        assertThat(keys(steps, "completed=true&processDefinitionKey=simple"))
                .containsExactlyInAnyOrderElementsOf(completed);
        assertThat(steps.count("/process-instance/count"))
                .as("what nobody was told of")
                .isZero();
        for (String step : List.of("one", "two", "three")) {
            assertThat(steps.count("/history/activity-instance/count?finished=true&activityId=" + step))
                    .isEqualTo(started.size());
        }
        assertThat(steps.api()
                        .get("/history/job-log?failureLog=true")
                        .expect(200)
                        .texts("jobExceptionMessage"))
                .as("jobs that have failed")
                .isEmpty();
        return completed.size() + started.size();
    }

    private static List<String> keys(Steps steps, String query) {
        return steps.api()
                .get("/history/process-instance?maxResults=100000&" + query)
                .expect(200)
                .texts("businessKey");
    }

    @Override
    public void close() {
        over.set(true);
        threads.shutdownNow();
    }
}
