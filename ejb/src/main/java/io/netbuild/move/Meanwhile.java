package io.netbuild.move;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Work on a thread of its own, one piece after the other, while the mover goes on. Used by one thread. */
final class Meanwhile implements AutoCloseable {

    private static final long LOOK_SECONDS = 1;

    /** A session whose server has gone without a word may take longer to notice. */
    private static final int MOST_LOOKS = 1800;

    private final ExecutorService thread;
    private final List<Future<?>> begun = new ArrayList<>();

    Meanwhile(String name) {
        this.thread = Executors.newSingleThreadExecutor(work -> {
            Thread worker = new Thread(work, name);
            worker.setDaemon(true);
            return worker;
        });
    }

    /** What is done. */
    @FunctionalInterface
    interface Work {
        void run() throws SQLException;
    }

    /** Does not wait for it. */
    void begin(Work work) {
        begun.add(thread.submit(() -> {
            work.run();
            return null;
        }));
    }

    /** Whether all has ended, well or not. */
    boolean isDone() {
        return begun.stream().allMatch(Future::isDone);
    }

    /** @throws SQLException when something of what has ended has failed */
    void requireWell() throws SQLException, InterruptedException {
        for (Future<?> one : begun) {
            if (one.isDone()) {
                try {
                    one.get();
                } catch (ExecutionException e) {
                    throw e.getCause() instanceof SQLException sql ? sql : new SQLException(e.getCause());
                }
            }
        }
    }

    /** Begins nothing further, interrupts what is under way and waits for its end: PostgreSQL would go on with its statement in any case. @throws SQLException when that takes half an hour */
    @Override
    public void close() throws SQLException {
        thread.shutdownNow();
        boolean interrupted = false;
        boolean ended = false;
        for (int look = 0; !ended && look < MOST_LOOKS; look++) {
            try {
                ended = thread.awaitTermination(LOOK_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (!ended) {
            throw new SQLException("What was begun beside a move does not end", "57014");
        }
    }
}
