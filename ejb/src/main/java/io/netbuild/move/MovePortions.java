package io.netbuild.move;

import io.netbuild.rows.Pages;
import io.netbuild.rows.Portions;
import io.netbuild.rows.Side;
import io.netbuild.rows.Table;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The portions that the rows of a table are taken in: pages as long as the move works alone, of as many rows as take a second at most, and as many as take a few milliseconds while others work, who
 * otherwise would wait for a processor or for the log all at once. Used by one thread.
 */
final class MovePortions implements Portions {

    /** About what Linux lets a process work at a time while others want to. */
    private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** What a crash undoes, and the room that rows with large values take on their way. */
    private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Of a page; one is the smallest portion. */
    private static final int PARTS = 40;

    private final MoveRecord record;
    private final int parts;
    private final int partRows;
    private double partNanos = LONG_NANOS;
    private int taken;
    private long began;

    MovePortions(MoveRecord record, int pageRows) {
        this.record = record;
        this.parts = Math.min(PARTS, pageRows);
        this.partRows = pageRows / parts;
    }

    /** What is done with rows of a table, and committed. */
    @FunctionalInterface
    interface Work {
        /**
         * @param after the key before the first row, null for none
         * @param upTo the key of the last row, null for the last of the table
         */
        void take(@Nullable List<String> after, @Nullable List<String> upTo) throws SQLException;
    }

    /**
     * Takes the tenant's rows of a table in the order of their keys, and sees after each portion whether to go on.
     *
     * @param begin the key to begin after, null for the first
     */
    void each(Side side, Table table, @Nullable List<String> begin, Work work)
            throws SQLException, InterruptedException {
        List<List<String>> ends = Pages.ends(side, table, record.move().tenant().value(), begin, partRows);
        partNanos = LONG_NANOS; // not known yet
        List<String> after = begin;
        int last = -1;
        do {
            last = Math.min(last + next(), ends.size());
            List<String> end = last < ends.size() ? ends.get(last) : null;
            work.take(after, end);
            if (end != null) {
                measure();
            }
            after = end;
            record.checkpoint();
        } while (last < ends.size());
    }

    @Override
    public int rows() {
        return next() * partRows;
    }

    @Override
    public void between() throws SQLException, InterruptedException {
        measure();
        record.rest();
    }

    private int next() {
        double fitting = (record.isShared() ? SHORT_NANOS : LONG_NANOS) / partNanos;
        taken = (int) Math.max(1, Math.min(parts, fitting));
        began = System.nanoTime();
        return taken;
    }

    /** Of portions that were full. */
    private void measure() {
        partNanos = Math.max(1, System.nanoTime() - began) / (double) taken;
    }
}
