package io.netbuild.move;

import io.netbuild.engine.TrialEngines;
import io.netbuild.rows.Catalogue;
import io.netbuild.rows.Comparison;
import io.netbuild.rows.Table;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The phase {@link MovePhase#VERIFYING}: both sides as of one moment of the source, and an engine at the target, while the tenant works. */
final class Verification {

    private final MoveRecord record;
    private final MoveSides sides;
    private final MovePlaces places;
    private final Changes changes;
    private final LaterIndexes indexes;
    private final MovePortions portions;

    Verification(
            MoveRecord record,
            MoveSides sides,
            MovePlaces places,
            Changes changes,
            LaterIndexes indexes,
            MovePortions portions) {
        this.record = record;
        this.sides = sides;
        this.places = places;
        this.changes = changes;
        this.indexes = indexes;
        this.portions = portions;
    }

    void verify() throws SQLException, InterruptedException, MoveRefusedException {
        requireDecided();
        indexes.create(); // that none is missing whatever has happened before
        Comparison comparison = new Comparison(sides.tenant());
        Map<String, Comparison.Summary> expected = expected(comparison);
        Differences differences = new Differences();
        for (Table table : sides.tables()) {
            Comparison.Summary wanted = Objects.requireNonNull(expected.get(table.name()));
            Comparison.Summary found = comparison.of(sides.target(), table, portions);
            if (!found.equals(wanted)) {
                differences.add("Table %s has %d rows there and %d here, or others"
                        .formatted(table.name(), found.rows(), wanted.rows()));
            }
            record.rest();
        }
        for (Comparison.Reference reference : comparison.references(sides.target())) {
            differences.addAll(reference.dangling(sides.target()));
            record.rest();
        }
        sides.target().commit();
        differences.requireNone();
        tryTarget(expected);
        record.checkpoint();
    }

    private void tryTarget(Map<String, Comparison.Summary> expected) throws SQLException {
        TrialEngines.Found found = places.trial(record.move());
        if (found == null) {
            return;
        }
        Differences differences = new Differences();
        long instances = Objects.requireNonNull(expected.get("act_hi_procinst")).rows();
        if (found.historicInstances() != instances) {
            differences.add("An engine finds %d process instances there instead of %d"
                    .formatted(found.historicInstances(), instances));
        }
        long tasks = Objects.requireNonNull(expected.get("act_ru_task")).rows();
        if (found.tasks() != tasks) {
            differences.add("An engine finds %d tasks there instead of %d".formatted(found.tasks(), tasks));
        }
        differences.requireNone();
    }

    /** Somebody may have made a table since the move began, and it would be lost with the place that is left. */
    private void requireDecided() throws SQLException, MoveRefusedException {
        List<String> undecided = Catalogue.undecided(sides.source());
        sides.source().commit();
        MoveRefusedException.unlessEmpty(undecided);
    }

    /** What there is at the source, by table; the target is as far then. */
    private Map<String, Comparison.Summary> expected(Comparison comparison) throws SQLException, InterruptedException {
        Map<String, Comparison.Summary> expected = new HashMap<>();
        sides.source().beginSnapshot();
        changes.copy(Integer.MAX_VALUE);
        changes.copyDefinitions();
        sides.target().commit();
        for (Table table : sides.tables()) {
            expected.put(table.name(), comparison.of(sides.source(), table, portions));
            record.rest();
        }
        sides.source().commit();
        return expected;
    }
}
