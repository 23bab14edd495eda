package io.netbuild.move;

import io.netbuild.move.internal.MoveTableStore;
import io.netbuild.rows.ChangeLog;
import io.netbuild.rows.Comparison;
import io.netbuild.rows.RowCopy;
import io.netbuild.rows.SharedDefinitions;
import io.netbuild.rows.Table;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows that have changed since they were copied. Transactions are the caller's; keys of rows are by table. */
final class Changes {

    private final MoveRecord record;
    private final MoveSides sides;
    private final MoveTableStore store;

    /**
     * What was copied again.
     *
     * @param keys of rows, by table; one may be there twice
     * @param more whether as many entries as were asked for have been taken, so that there may be more
     */
    record Round(Map<String, List<List<String>>> keys, boolean more) {

        int rows() {
            return keys.values().stream().mapToInt(List::size).sum();
        }
    }

    Changes(MoveRecord record, MoveSides sides, MoveTableStore store) {
        this.record = record;
        this.sides = sides;
        this.store = store;
    }

    /**
     * Copies rows again that have changed, those that were noted first.
     *
     * @param limit how many at most of those that were noted on each side
     */
    Round copy(int limit) throws SQLException {
        RowCopy copy = sides.rowCopy();
        Round round = take(limit);
        record.requireHeld();
        Map<String, Long> rows = new HashMap<>();
        for (Table table : sides.tables()) {
            List<List<String>> keys = round.keys().get(table.name());
            if (keys != null) {
                copy.rows(table, keys);
                rows.put(table.name(), (long) keys.size());
            }
        }
        store.changed(record.move().id(), rows);
        return round;
    }

    /** From both sides: at the target the platform may have cleaned up what it took for the tenant's. */
    private Round take(int limit) throws SQLException {
        Map<String, List<List<String>>> keys = new HashMap<>();
        boolean more = new ChangeLog(sides.source(), sides.tenant()).take(limit, keys) == limit;
        more |= new ChangeLog(sides.target(), sides.tenant()).take(limit, keys) == limit;
        return new Round(keys, more);
    }

    /** Copies the definitions that belong to nobody and that the target lacks: some may have been deployed since the tenant was there. */
    void copyDefinitions() throws SQLException {
        SharedDefinitions.copy(
                sides.rowCopy(), sides.tables(), SharedDefinitions.missing(sides.target(), sides.sharedDeployments()));
    }

    /** @throws SQLException when the rows of these keys are not the same on both sides */
    void requireEqual(Round round) throws SQLException {
        Comparison comparison = new Comparison(sides.tenant());
        Differences differences = new Differences();
        for (Table table : sides.tables()) {
            List<List<String>> keys = round.keys().get(table.name());
            if (keys != null
                    && !comparison.of(sides.source(), table, keys).equals(comparison.of(sides.target(), table, keys))) {
                differences.add("Changed rows of table %s are not the same there".formatted(table.name()));
            }
        }
        differences.requireNone();
    }
}
