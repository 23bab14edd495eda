package io.netbuild.move;

import io.netbuild.rows.BulkLoad;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** The indexes of a new place that are made when the rows are there. Which they are is recorded with the move before they are dropped. */
final class LaterIndexes {

    /** From so many rows on it pays to make the indexes of a new place when they are there. */
    private static final int MANY_ROWS = 5_000;

    private final MoveRecord record;
    private final MoveSides sides;

    LaterIndexes(MoveRecord record, MoveSides sides) {
        this.record = record;
        this.sides = sides;
    }

    /** Does nothing for a place that is not new, and when it was decided before. */
    void decide(Collection<TableProgress> progress) throws SQLException {
        Move move = record.move();
        if (!move.targetIsolation().ownEngine() || move.targetIndexes() != null) {
            return;
        }
        List<String> large = progress.stream()
                .filter(table -> table.total() >= MANY_ROWS)
                .map(TableProgress::table)
                .toList();
        try (Connection owner = sides.owner()) {
            record.indexes(BulkLoad.indexes(owner, schema(), large));
        }
    }

    /** Drops those that are there. Ends the transaction of the target. */
    void drop() throws SQLException {
        sides.target().commit();
        try (Connection owner = sides.owner()) {
            BulkLoad.drop(owner, schema(), definitions());
        }
    }

    /** Those of one table. */
    List<String> of(String table) {
        return definitions().stream()
                .filter(definition -> BulkLoad.isOn(definition, schema(), table))
                .toList();
    }

    /** For the indexes of tables that are complete, while others are being copied. */
    IndexesMeanwhile meanwhile() throws SQLException {
        return new IndexesMeanwhile(sides.owner(), "move-" + record.move().tenant() + "-indexes");
    }

    /** Makes those that are not there. */
    void create() throws SQLException, InterruptedException {
        try (Connection owner = sides.owner()) {
            for (String index : definitions()) {
                BulkLoad.create(owner, index);
                record.checkpoint();
            }
        }
    }

    private List<String> definitions() {
        List<String> indexes = record.move().targetIndexes();
        return indexes == null ? List.of() : indexes;
    }

    private String schema() {
        return record.move().target().schema();
    }
}
