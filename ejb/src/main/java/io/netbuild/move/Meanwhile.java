package io.netbuild.move;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Work on a thread of its own, one piece after the other, while the mover goes on. Used by one thread. */
final class Meanwhile implements AutoCloseable {

    /** What PostgreSQL is doing is let come to its end: it would go on with it in any case. */
    private static final long LONGEST_END_MINUTES = 30;

    private final ExecutorService thread;
    private final List<Future<?>> begun = new ArrayList<>();

    Meanwhile(String name) {
        this.thread = Executors.newSingleThreadExecutor(work -> {
            Thread worker = new Thread(work, name);
            worker.setDaemon(true);
            return worker;
        });
    }

    /** Does not wait for it. */
    void begin(Callable<?> work) {
        begun.add(thread.submit(work));
    }

    /** Whether all has ended, well or not. */
    boolean isDone() {
        return begun.stream().allMatch(Future::isDone);
    }

    /** Waits for all. */
    void await() throws SQLException, InterruptedException {
        for (Future<?> one : begun) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof SQLException sql ? sql : new SQLException(e.getCause());
            }
        }
    }

    /** Begins nothing further, interrupts what is under way and waits for its end. */
    @Override
    public void close() throws SQLException {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(LONGEST_END_MINUTES, TimeUnit.MINUTES)) {
                throw new SQLException("A statement takes longer than " + LONGEST_END_MINUTES + " minutes", "57014");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
