package io.netbuild.move;

import io.netbuild.move.internal.MoveTableStore;
import io.netbuild.rows.ChangeLog;
import io.netbuild.rows.Comparison;
import io.netbuild.rows.RowCopy;
import io.netbuild.rows.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows that have changed since they were copied. Transactions are the caller's; keys of rows are by table. */
final class Changes {

    private final MoveRecord record;
    private final MoveSides sides;
    private final MoveTableStore store;

    Changes(MoveRecord record, MoveSides sides, MoveTableStore store) {
        this.record = record;
        this.sides = sides;
        this.store = store;
    }

    /**
     * Copies rows again that have changed, those that were noted first.
     *
     * @param limit how many at most of those that were noted on each side
     * @return their keys
     */
    Map<String, List<List<String>>> copy(int limit) throws SQLException {
        RowCopy copy = sides.rowCopy();
        Map<String, List<List<String>>> changed = take(limit);
        record.requireHeld();
        Map<String, Long> rows = new HashMap<>();
        for (Table table : sides.tables()) {
            List<List<String>> keys = changed.get(table.name());
            if (keys != null) {
                copy.rows(table, keys);
                rows.put(table.name(), (long) keys.size());
            }
        }
        store.changed(record.move().id(), rows);
        return changed;
    }

    /** From both sides: at the target the platform may have cleaned up what it took for the tenant's. */
    private Map<String, List<List<String>>> take(int limit) throws SQLException {
        Map<String, List<List<String>>> changed = new ChangeLog(sides.source(), sides.tenant()).take(limit);
        new ChangeLog(sides.target(), sides.tenant()).take(limit).forEach((table, keys) -> changed.computeIfAbsent(
                        table, none -> new ArrayList<>())
                .addAll(keys));
        return changed;
    }

    /** @throws SQLException when the rows of these keys are not the same on both sides */
    void requireEqual(Map<String, List<List<String>>> changed) throws SQLException {
        Comparison comparison = new Comparison(sides.tenant());
        Differences differences = new Differences();
        for (Table table : sides.tables()) {
            List<List<String>> keys = changed.get(table.name());
            if (keys != null
                    && !comparison.of(sides.source(), table, keys).equals(comparison.of(sides.target(), table, keys))) {
                differences.add("Changed rows of table %s are not the same there".formatted(table.name()));
            }
        }
        differences.requireNone();
    }
}
