package io.netbuild.rows;

import java.sql.SQLException;

/** How a long look at a table is divided, so that others come in between. */
public interface Portions {

    /** How many rows are taken next, 1 or more. */
    int rows();

    /** When they are taken and there may be more. The transaction, which only reads, goes on. */
    void between() throws SQLException, InterruptedException;
}
