package io.netbuild.move;

import java.sql.SQLException;

/**
 * Has PostgreSQL know how large a table that others work in becomes while a move adds rows to it: whoever made a plan when the table was small would go on reading through all of it, for as many minutes as it
 * takes. To be told makes everybody plan anew, so it is told when there are twice as many rows as it knows of. Used by one thread.
 */
final class Growth {

    /** What PostgreSQL reads through about as quickly as it looks it up in an index. */
    private static final long FEW_ROWS = 1_000;

    private final Telling telling;
    private long known;
    private long added;

    /** Has PostgreSQL look at the table. */
    @FunctionalInterface
    interface Telling {
        void tell() throws SQLException;
    }

    /** @param known how many rows PostgreSQL knows of */
    Growth(long known, Telling telling) {
        this.known = known;
        this.telling = telling;
    }

    /** @param rows that are committed */
    void add(long rows) throws SQLException {
        added += rows;
        if (added >= Math.max(known, FEW_ROWS)) {
            telling.tell();
            known += added;
            added = 0;
        }
    }
}
