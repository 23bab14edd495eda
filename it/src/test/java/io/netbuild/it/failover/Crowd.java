package io.netbuild.it.failover;

import io.netbuild.it.stack.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Requests at the same time. */
final class Crowd implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile boolean open = true;

    /** Sends the request so many times at once. */
    List<Future<Answer>> send(int times, Supplier<Answer> request) {
        List<Future<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            answers.add(threads.submit(request::get));
        }
        return answers;
    }

    /** Sends the request again and again, so many at the same time, until this is closed or {@link #rest} is called. */
    List<Future<List<Answer>>> keepSending(int atOnce, Supplier<Answer> request) {
        List<Future<List<Answer>>> answers = new ArrayList<>();
        for (int i = 0; i < atOnce; i++) {
            answers.add(threads.submit(() -> {
                List<Answer> got = new ArrayList<>();
                while (open) {
                    got.add(request.get());
                }
                return got;
            }));
        }
        return answers;
    }

    /** Lets those that keep sending end. */
    void rest() {
        open = false;
    }

    static <T> T get(Future<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("A request got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    static <T> List<T> all(List<Future<T>> futures) {
        return futures.stream().map(Crowd::get).toList();
    }

    @Override
    public void close() {
        rest();
        threads.shutdownNow();
    }
}
