package io.netbuild.move;

import io.netbuild.rows.BulkLoad;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Makes indexes on a session and a thread of its own, while the mover goes on with other tables. Used by one thread. */
final class IndexesMeanwhile implements AutoCloseable {

    /** An index that is being made is let come to its end: PostgreSQL would go on with it in any case. */
    private static final long LONGEST_INDEX_MINUTES = 30;

    private final Connection owner;
    private final ExecutorService thread;
    private final List<Future<?>> made = new ArrayList<>();

    /** @param owner of the tables; belongs to this from now on */
    IndexesMeanwhile(Connection owner, String name) {
        this.owner = owner;
        this.thread = Executors.newSingleThreadExecutor(work -> {
            Thread worker = new Thread(work, name);
            worker.setDaemon(true);
            return worker;
        });
    }

    /** Does not wait for it. */
    void make(String definition) {
        made.add(thread.submit(() -> {
            BulkLoad.create(owner, definition);
            return definition;
        }));
    }

    /** Waits for all. */
    void await() throws SQLException, InterruptedException {
        for (Future<?> one : made) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof SQLException sql ? sql : new SQLException(e.getCause());
            }
        }
    }

    /** Begins no further one. */
    @Override
    public void close() throws SQLException {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(LONGEST_INDEX_MINUTES, TimeUnit.MINUTES)) {
                throw new SQLException("An index takes longer than " + LONGEST_INDEX_MINUTES + " minutes", "57014");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            owner.close();
        }
    }
}
