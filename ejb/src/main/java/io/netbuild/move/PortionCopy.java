package io.netbuild.move;

import io.netbuild.move.internal.MoveTableStore;
import io.netbuild.rows.RowCopy;
import io.netbuild.rows.Table;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Copies rows of a table with one pair of sessions, and notes it when they are there. What was copied and not noted is found to be there when it is copied again. */
record PortionCopy(MoveRecord record, MoveSides sides, RowCopy copy, MoveTableStore store) {

    /**
     * @param after the key before the first row, null for none
     * @param upTo the key of the last row, null for the last of the table
     * @return how many were not there yet
     */
    long take(Table table, @Nullable List<String> after, @Nullable List<String> upTo) throws SQLException {
        long rows = copy.page(table, after, upTo);
        record.requireHeld();
        sides.commit();
        store.copied(record.move().id(), table.name(), rows, upTo);
        return rows;
    }
}
