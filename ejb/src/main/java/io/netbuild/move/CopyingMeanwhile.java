package io.netbuild.move;

import io.netbuild.move.internal.MoveTableStore;
import io.netbuild.rows.Pages;
import io.netbuild.rows.RowCopy;
import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Copies tables on a second pair of sessions and a thread of its own beside the mover, as long as nobody else works: one session of PostgreSQL uses one processor, which is what limits copying into a schema that keeps its
 * indexes.
 */
final class CopyingMeanwhile implements AutoCloseable {

    private final MoveRecord record;
    private final MoveSides sides;
    private final MoveTableStore store;
    private final Queue<Remaining> tables;
    private final int pageRows;
    private final Meanwhile meanwhile;

    /**
     * @param sides belong to this from now on
     * @param tables shared with the mover; what is begun and not ended is given back to them
     */
    CopyingMeanwhile(MoveRecord record, MoveSides sides, MoveTableStore store, Queue<Remaining> tables, int pageRows) {
        this.record = record;
        this.sides = sides;
        this.store = store;
        this.tables = tables;
        this.pageRows = pageRows;
        this.meanwhile = new Meanwhile("move-" + record.move().tenant() + "-copy");
    }

    /** Begins unless others work. Does not wait for it. */
    void begin() {
        meanwhile.begin(() -> {
            copyTables();
            return tables;
        });
    }

    boolean isCopying() {
        return !meanwhile.isDone();
    }

    /** Waits until it copies no longer. @throws SQLException when it has failed */
    void await() throws SQLException, InterruptedException {
        meanwhile.await();
    }

    private void copyTables() throws SQLException {
        RowCopy copy = sides.rowCopy();
        while (isWelcome()) {
            Remaining next = tables.poll();
            if (next == null) {
                return;
            }
            copyTable(copy, next);
        }
    }

    private void copyTable(RowCopy copy, Remaining remaining) throws SQLException {
        List<List<String>> ends =
                Pages.ends(sides.source(), remaining.table(), sides.tenant(), remaining.after(), pageRows);
        @Nullable List<String> after = remaining.after();
        for (int page = 0; page <= ends.size(); page++) {
            if (!isWelcome()) {
                sides.commit();
                tables.add(new Remaining(remaining.table(), after));
                return;
            }
            List<String> upTo = page < ends.size() ? ends.get(page) : null;
            long rows = copy.page(remaining.table(), after, upTo);
            record.requireHeld();
            sides.commit();
            store.copied(record.move().id(), remaining.table().name(), rows, upTo);
            after = upTo;
        }
        sides.analyzeSize(remaining.table());
    }

    private boolean isWelcome() {
        return !record.isShared() && !Thread.currentThread().isInterrupted();
    }

    @Override
    public void close() throws SQLException {
        try (sides) {
            meanwhile.close();
        }
    }
}
