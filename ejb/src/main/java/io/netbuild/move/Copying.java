package io.netbuild.move;

import io.netbuild.move.internal.MoveTableStore;
import io.netbuild.rows.BulkLoad;
import io.netbuild.rows.RowCopy;
import io.netbuild.rows.SharedDefinitions;
import io.netbuild.rows.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The phase {@link MovePhase#COPYING}: all rows, portion by portion, from where the run before has come to. */
final class Copying {

    private static final long LOOK_MILLIS = 20;

    private final MoveRecord record;
    private final MoveSides sides;
    private final MoveTableStore store;
    private final LaterIndexes indexes;
    private final MovePortions portions;
    private final int pageRows;

    Copying(
            MoveRecord record,
            MoveSides sides,
            MoveTableStore store,
            LaterIndexes indexes,
            MovePortions portions,
            int pageRows) {
        this.record = record;
        this.sides = sides;
        this.store = store;
        this.indexes = indexes;
        this.portions = portions;
        this.pageRows = pageRows;
    }

    void copy() throws SQLException, InterruptedException {
        RowCopy copy = sides.rowCopy();
        Map<String, TableProgress> progress = progress(copy);
        indexes.decide(progress.values());
        if (progress.values().stream().anyMatch(table -> !table.done())) {
            indexes.drop();
        }
        Queue<Remaining> left = remaining(progress);
        PortionCopy portion = new PortionCopy(record, sides, copy, store);
        try (IndexesMeanwhile indexing = indexes.meanwhile();
                CopyingMeanwhile second = new CopyingMeanwhile(record, store, left, pageRows)) {
            if (!isOwn() && record.isUnlimited()) {
                second.begin(sides.again());
            }
            copyTables(portion, left, indexing, second);
            while (!second.isDone()) {
                look();
            }
            second.requireWell();
            copyTables(portion, left, indexing, second); // what was given back
            while (!indexing.isDone()) {
                look();
            }
            indexing.requireWell();
        }
        SharedDefinitions.copy(copy, sides.tables(), sides.sharedDeployments());
        sides.commit();
        indexes.create();
        analyze(progress);
    }

    private void look() throws SQLException, InterruptedException {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        record.checkpoint();
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

    /** The largest first, so that whatever is done meanwhile ends at about the same time. */
    private Queue<Remaining> remaining(Map<String, TableProgress> progress) throws SQLException {
        return sides.tables().stream()
                .filter(table -> !of(table, progress).done())
                .sorted(Comparator.comparingLong(table -> -of(table, progress).total()))
                .map(table -> new Remaining(table, of(table, progress).lastKey()))
                .collect(Collectors.toCollection(ConcurrentLinkedQueue::new));
    }

    private static TableProgress of(Table table, Map<String, TableProgress> progress) {
        return Objects.requireNonNull(progress.get(table.name()));
    }

    private void copyTables(PortionCopy copy, Queue<Remaining> left, IndexesMeanwhile indexing, CopyingMeanwhile second)
            throws SQLException, InterruptedException {
        for (Remaining next = left.poll(); next != null; next = left.poll()) {
            second.requireWell();
            indexing.requireWell();
            Table table = next.table();
            if (!isOwn()) {
                Growth growth = sides.growth(table);
                portions.each(
                        sides.source(),
                        table,
                        next.after(),
                        (after, upTo) -> growth.add(copy.take(table, after, upTo)));
            } else {
                portions.each(sides.source(), table, next.after(), (after, upTo) -> copy.take(table, after, upTo));
                if (!record.isShared()) {
                    indexes.of(table.name()).forEach(indexing::make);
                }
            }
        }
    }

    /** When all indexes are there; what others work in is analyzed table by table as it grows. */
    private void analyze(Map<String, TableProgress> progress) throws SQLException, InterruptedException {
        if (!isOwn()) {
            return;
        }
        String schema = record.move().target().schema();
        try (Connection owner = sides.owner()) {
            for (Table table : sides.tables()) {
                if (of(table, progress).total() == 0) {
                    continue;
                }
                if (record.isShared()) {
                    BulkLoad.analyzeRoughly(owner, schema, table);
                } else {
                    BulkLoad.analyze(owner, schema, table);
                }
                record.checkpoint();
            }
        }
    }

    private boolean isOwn() {
        return record.move().targetIsolation().ownEngine();
    }
}
