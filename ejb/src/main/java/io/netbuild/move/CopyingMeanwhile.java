package io.netbuild.move;

import io.netbuild.move.internal.MoveTableStore;
import io.netbuild.rows.Pages;
import io.netbuild.rows.Table;
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
    private final MoveTableStore store;
    private final Queue<Remaining> tables;
    private final int pageRows;
    private final Meanwhile meanwhile;

    /** @param tables shared with the mover; what is begun and not ended is given back to them */
    CopyingMeanwhile(MoveRecord record, MoveTableStore store, Queue<Remaining> tables, int pageRows) {
        this.record = record;
        this.store = store;
        this.tables = tables;
        this.pageRows = pageRows;
        this.meanwhile = new Meanwhile("move-" + record.move().tenant() + "-copy");
    }

    /** Does not wait for it. @param sides belong to the thread that copies from now on */
    void begin(MoveSides sides) {
        meanwhile.begin(() -> {
            try (sides) {
                copyTables(sides);
            }
        });
    }

    /** Whether it copies no longer, or has not begun. */
    boolean isDone() {
        return meanwhile.isDone();
    }

    /** @throws SQLException when it has failed */
    void requireWell() throws SQLException, InterruptedException {
        meanwhile.requireWell();
    }

    private void copyTables(MoveSides sides) throws SQLException {
        PortionCopy copy = new PortionCopy(record, sides, sides.rowCopy(), store);
        for (Remaining next = next(); next != null; next = next()) {
            copyTable(copy, next);
        }
    }

    private @Nullable Remaining next() {
        return isWelcome() ? tables.poll() : null;
    }

    private void copyTable(PortionCopy copy, Remaining remaining) throws SQLException {
        MoveSides sides = copy.sides();
        Table table = remaining.table();
        List<List<String>> ends = Pages.ends(sides.source(), table, sides.tenant(), remaining.after(), pageRows);
        Growth growth = sides.growth(table);
        @Nullable List<String> after = remaining.after();
        for (int page = 0; page <= ends.size(); page++) {
            if (!isWelcome()) {
                tables.add(new Remaining(table, after));
                return;
            }
            List<String> upTo = page < ends.size() ? ends.get(page) : null;
            growth.add(copy.take(table, after, upTo));
            after = upTo;
        }
    }

    private boolean isWelcome() {
        return record.isUnlimited() && !Thread.currentThread().isInterrupted();
    }

    /** Waits until it copies no longer. */
    @Override
    public void close() throws SQLException {
        meanwhile.close();
    }
}
