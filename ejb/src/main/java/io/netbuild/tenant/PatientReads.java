package io.netbuild.tenant;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Work on few threads that whoever asks for waits for as long as patience lasts, and no longer, though it may go on. Thread-safe. */
final class PatientReads implements AutoCloseable {

    /** SQLSTATE connection_failure. */
    private static final String NO_ANSWER = "08006";

    private static final int MOST_QUEUED = 1000;
    private static final Duration KEPT = Duration.ofSeconds(30);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final ThreadPoolExecutor threads;
    private final Limits limits;
    private final BooleanSupplier hope;
    private volatile long failedAt;

    /** Whether there was none when something was not done in time: then the first sign of it ends the pause. */
    private volatile boolean hopeless;

    /**
     * How long something takes.
     *
     * @param patience for so long an answer is waited for in any case
     * @param longest for so long at most
     * @param pause for so long everything is refused after something was not done in time, unless there was no hope then and there is now
     */
    record Limits(Duration patience, Duration longest, Duration pause) {}

    /** @param hope whether it is worth while to wait for an answer when patience is over */
    PatientReads(int threads, ThreadFactory threadFactory, Limits limits, BooleanSupplier hope) {
        this.threads = new ThreadPoolExecutor(
                threads,
                threads,
                KEPT.toMillis(),
                TimeUnit.MILLISECONDS,
                new ArrayBlockingQueue<>(MOST_QUEUED),
                threadFactory);
        this.threads.allowCoreThreadTimeOut(true);
        this.limits = limits;
        this.hope = hope;
        this.failedAt = System.nanoTime() - limits.pause().toNanos();
    }

    <T> T call(Sql.Call<T> work) throws SQLException {
        if (pauses()) {
            throw new SQLException("Was not answered a moment ago", NO_ANSWER);
        }
        Future<T> answer = submit(work);
        try {
            return await(answer);
        } catch (TimeoutException e) {
            hopeless = !hope.getAsBoolean();
            failedAt = System.nanoTime();
            answer.cancel(false); // what has begun comes to its end by time-outs of its own
            throw new SQLException("Was not answered in time", NO_ANSWER, e);
        } catch (InterruptedException e) {
            answer.cancel(false);
            Thread.currentThread().interrupt();
            throw new SQLException("Interrupted while waiting for an answer", NO_ANSWER, e);
        } catch (ExecutionException e) {
            throw thrown(e);
        }
    }

    private boolean pauses() {
        return System.nanoTime() - failedAt < limits.pause().toNanos() && !(hopeless && hope.getAsBoolean());
    }

    private <T> T await(Future<T> answer) throws InterruptedException, ExecutionException, TimeoutException {
        long start = System.nanoTime();
        Duration wait = limits.patience();
        while (true) {
            try {
                return answer.get(wait.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (!hope.getAsBoolean()
                        || System.nanoTime() - start >= limits.longest().toNanos()) {
                    throw e;
                }
                wait = BETWEEN_LOOKS;
            }
        }
    }

    private <T> Future<T> submit(Sql.Call<T> work) throws SQLException {
        Callable<T> task = work::run;
        try {
            return threads.submit(task);
        } catch (RejectedExecutionException e) {
            throw new SQLException("Too much is asked at once", NO_ANSWER, e);
        }
    }

    private static SQLException thrown(ExecutionException e) {
        if (e.getCause() instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        return e.getCause() instanceof SQLException sql ? sql : new SQLException(e.getCause());
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
