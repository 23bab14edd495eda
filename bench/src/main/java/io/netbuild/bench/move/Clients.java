package io.netbuild.bench.move;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.bench.Api;
import io.netbuild.bench.BenchFailure;
import io.netbuild.bench.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that go on working until they are stopped: each starts an instance, looks for its task and completes it, over HTTP, with a pause after each call, as think times are
 * in TPC-C: exponentially distributed, ten times the mean at most. With a pause of one length all who have waited for the same thing once would come at the same moment ever after. What is refused because
 * the tenant moves is tried again a little later; any other refusal is a failure.
 */
final class Clients implements AutoCloseable {

    private static final int MOVING = 503;
    private static final long RETRY_MILLIS = 100;
    private static final double LONGEST_PAUSE = 10;
    private static final Map<String, Object> VARIABLES = Map.of(
            "variables",
            Map.of(
                    "amount",
                    Map.of("value", 42, "type", "Long"),
                    "customer",
                    Map.of("value", "somebody", "type", "String")));

    private final ExecutorService threads;
    private final List<Future<?>> working = new ArrayList<>();
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final long pauseMillis;
    private volatile boolean over;

    /** @param begin in nanoseconds */
    private record Call(long begin, double millis) {}

    private Clients(int number, long pauseMillis) {
        this.threads = Executors.newFixedThreadPool(number);
        this.pauseMillis = pauseMillis;
    }

    /**
     * Begins to work, the clients dealt out evenly to the tenants.
     *
     * @param api of somebody who may work for all of them
     */
    static Clients begin(Api api, List<String> tenants, String process, int number, long pauseMillis) {
        Clients clients = new Clients(number, pauseMillis);
        for (int i = 0; i < number; i++) {
            String path = "/t/" + tenants.get(i % tenants.size()) + "/engine-rest";
            Random random = new Random(i);
            clients.working.add(clients.threads.submit(() -> clients.work(api, path, process, random)));
        }
        return clients;
    }

    private void work(Api api, String path, String process, Random random) {
        while (!over) {
            String instance = call(
                            api, random, "POST", path + "/process-definition/key/" + process + "/start", VARIABLES)
                    .path("id")
                    .asText();
            String task = call(api, random, "GET", path + "/task?processInstanceId=" + instance, Map.of())
                    .path(0)
                    .path("id")
                    .asText();
            call(api, random, "POST", path + "/task/" + task + "/complete", Map.of());
        }
    }

    private JsonNode call(Api api, Random random, String method, String path, Map<String, ?> body) {
        while (true) {
            long begin = System.nanoTime();
            Api.Answer answer = api.attempt(method, path, body);
            calls.add(new Call(begin, (System.nanoTime() - begin) / 1e6));
            pause(thinkMillis(random));
            if (answer.status() / 100 == 2) {
                return answer.body();
            }
            if (answer.status() != MOVING) {
                throw new BenchFailure("%s %s: %d %s".formatted(method, path, answer.status(), answer.body()));
            }
            refused.incrementAndGet();
            pause(RETRY_MILLIS);
        }
    }

    private long thinkMillis(Random random) {
        return Math.round(pauseMillis * Math.min(LONGEST_PAUSE, -Math.log(1 - random.nextDouble())));
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("Interrupted", e);
        }
    }

    /** How often a call was refused with 503 so far. */
    int refused() {
        return refused.get();
    }

    /** The durations in milliseconds of the calls that began between two moments, by {@link System#nanoTime}. */
    Statistics between(long from, long to) {
        List<Double> millis = calls.stream()
                .filter(call -> call.begin() - from >= 0 && call.begin() - to < 0)
                .map(Call::millis)
                .toList();
        return Statistics.of(millis.isEmpty() ? List.of(0.0) : millis);
    }

    /** How many calls have ended. */
    int count() {
        return calls.size();
    }

    /** How many calls began between two moments. */
    long count(long from, long to) {
        return calls.stream()
                .filter(call -> call.begin() - from >= 0 && call.begin() - to < 0)
                .count();
    }

    /** Waits for the last calls. Fails with what a client has failed with. */
    @Override
    public void close() {
        over = true;
        try {
            for (Future<?> client : working) {
                client.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("Interrupted", e);
        } catch (ExecutionException e) {
            throw new BenchFailure("A client failed: " + e.getCause(), e);
        } finally {
            threads.shutdownNow();
        }
    }
}
