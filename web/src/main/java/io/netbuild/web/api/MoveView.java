package io.netbuild.web.api;

import io.netbuild.move.CopyProgress;
import io.netbuild.move.Move;
import io.netbuild.move.MoveWindow;
import io.netbuild.move.Moves;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A move as the API shows it.
 *
 * @param percent of the rows that are copied, 100 when the tenant lives at the target; becomes less only when the move is rolled back or the tenant goes back
 * @param rowsPerSecond while rows were copied
 * @param error why it failed the last time, null when it did not
 * @param expectedFreezeMillis how long the tenant is likely to stand still, null for a move of an older version
 * @param freezeMillis how long the tenant stood still, null when it has not yet
 * @param window when it may stand still, null: at any time
 * @param keptUntil until when what the tenant has left is kept, so that it can go back; null before the switch, and when it is not
 * @param goingBack whether the tenant goes back, or has gone, after it had switched: the phases are those of the way back then
 */
public record MoveView(
        String id,
        String tenant,
        String phase,
        Place source,
        Place target,
        boolean canRollBack,
        boolean cancelled,
        int attempts,
        @Nullable String error,
        long rows,
        long rowsCopied,
        long rowsChanged,
        int percent,
        long rowsPerSecond,
        @Nullable Long expectedFreezeMillis,
        @Nullable Long freezeMillis,
        @Nullable WindowView window,
        @Nullable Instant keptUntil,
        boolean goingBack,
        String actor,
        Instant createdAt,
        @Nullable Instant finishedAt,
        List<TableView> tables,
        List<EventView> events) {

    /** Where a tenant lives. */
    public record Place(String isolation, String server) {}

    /** When the tenant may stand still. */
    public record WindowView(@Nullable Instant from, @Nullable Instant until) {

        static @Nullable WindowView of(MoveWindow window) {
            return window.equals(MoveWindow.ALWAYS) ? null : new WindowView(window.from(), window.until());
        }
    }

    /** How far a table is. */
    public record TableView(String table, long rows, long copied, long changed, boolean done) {}

    /** Something that happened to it. */
    public record EventView(Instant at, String event) {}

    static MoveView of(Moves.Details details) {
        Move move = details.move();
        CopyProgress progress = details.progress();
        return new MoveView(
                move.id().toString(),
                move.tenant().value(),
                move.phase().name(),
                new Place(move.sourceIsolation().name(), move.sourceServer()),
                new Place(move.targetIsolation().name(), move.targetServer()),
                move.canRollBack(),
                move.cancelled(),
                move.attempts(),
                move.error(),
                progress.rows(),
                progress.copied(),
                progress.changed(),
                progress.percent(),
                progress.rowsPerSecond(),
                move.expectedFreezeMillis(),
                move.freezeMillis(),
                WindowView.of(move.window()),
                move.canRollBack() ? move.keptUntil() : null,
                move.goingBack(),
                move.actor(),
                move.createdAt(),
                move.finishedAt(),
                details.tables().stream()
                        .filter(table -> table.total() + table.copied() + table.changed() > 0)
                        .map(table -> new TableView(
                                table.table(), table.total(), table.copied(), table.changed(), table.done()))
                        .toList(),
                details.events().stream()
                        .map(event -> new EventView(event.at(), event.text()))
                        .toList());
    }
}
