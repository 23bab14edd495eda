package io.netbuild.move;

import io.netbuild.rows.Table;
import java.sql.SQLException;

/**
 * Has PostgreSQL know how large a table that others work in becomes while a move adds rows to it: whoever made a plan when the table was small would go on reading through all of it, for as many minutes as it
 * takes. To be told whenever twice as many rows have been added as before, it costs little beside them. Used by one thread.
 */
final class Growth {

    /** What PostgreSQL reads through about as quickly as it looks it up in an index. */
    private static final long FEW_ROWS = 1_000;

    private final MoveSides sides;
    private final Table table;
    private long rows;
    private long next = FEW_ROWS;

    Growth(MoveSides sides, Table table) {
        this.sides = sides;
        this.table = table;
    }

    /** @param added that are committed */
    void add(long added) {
        rows += added;
    }

    /** Whether it is more than twice as large as it was said to be. */
    boolean isWorthTelling() {
        return rows >= next;
    }

    void tell() throws SQLException {
        sides.analyzeSize(table);
        next = 2 * Math.max(rows, FEW_ROWS);
    }
}
