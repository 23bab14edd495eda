package io.netbuild.move;

import io.netbuild.move.internal.MoveTableStore;
import io.netbuild.rows.BulkLoad;
import io.netbuild.rows.RowCopy;
import io.netbuild.rows.SharedDefinitions;
import io.netbuild.rows.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The phase {@link MovePhase#COPYING}: all rows, a page at a time, or a part of one while others work, from where the run before has come to. */
final class Copying {

    /** So many parts of a page are copied one by one while others work. */
    private static final int PARTS = 5;

    private final MoveRecord record;
    private final MoveSides sides;
    private final MoveTableStore store;
    private final LaterIndexes indexes;
    private final int pageRows;

    Copying(MoveRecord record, MoveSides sides, MoveTableStore store, LaterIndexes indexes, int pageRows) {
        this.record = record;
        this.sides = sides;
        this.store = store;
        this.indexes = indexes;
        this.pageRows = pageRows;
    }

    void copy() throws SQLException, InterruptedException {
        RowCopy copy = sides.rowCopy();
        Map<String, TableProgress> progress = progress(copy);
        indexes.decide(progress.values());
        if (progress.values().stream().anyMatch(table -> !table.done())) {
            indexes.drop();
        }
        try (IndexesMeanwhile meanwhile = indexes.meanwhile()) {
            for (Table table : sides.tables()) {
                TableProgress done = Objects.requireNonNull(progress.get(table.name()));
                if (!done.done()) {
                    copyPages(copy, table, done.lastKey());
                }
                if (!record.isShared()) {
                    indexes.of(table.name()).forEach(meanwhile::make);
                }
            }
            meanwhile.await();
        }
        SharedDefinitions.copy(copy, sides.tables(), sides.sharedDeployments());
        sides.commit();
        indexes.create();
        analyze(progress.values());
    }

    /** How far each table is, by its name. */
    private Map<String, TableProgress> progress(RowCopy copy) throws SQLException {
        Move move = record.move();
        Map<String, Long> totals = new HashMap<>();
        for (Table table : sides.tables()) {
            totals.put(table.name(), copy.count(table));
            sides.source().commit();
        }
        store.insert(move.id(), move.tenant(), totals);
        Map<String, TableProgress> progress = new HashMap<>();
        store.of(move.id()).forEach(table -> progress.put(table.table(), table));
        return progress;
    }

    /** @param begin the key to begin after, null for the first */
    private void copyPages(RowCopy copy, Table table, @Nullable List<String> begin)
            throws SQLException, InterruptedException {
        List<String> after = begin;
        int parts = Math.min(PARTS, pageRows);
        List<List<String>> ends = copy.pageEnds(table, begin, pageRows / parts);
        int last = -1;
        do {
            last = Math.min(last + (record.isShared() ? 1 : parts), ends.size());
            List<String> end = last < ends.size() ? ends.get(last) : null;
            long rows = copy.page(table, after, end);
            record.requireHeld();
            sides.commit();
            store.copied(record.move().id(), table.name(), rows, end);
            after = end;
            record.checkpoint();
        } while (last < ends.size());
    }

    private void analyze(Collection<TableProgress> progress) throws SQLException {
        try (Connection owner = sides.owner()) {
            BulkLoad.analyze(
                    owner,
                    record.move().target().schema(),
                    progress.stream()
                            .filter(table -> table.total() > 0)
                            .map(TableProgress::table)
                            .toList());
        }
    }
}
