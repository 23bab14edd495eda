package io.netbuild.move;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the copy of a move is.
 *
 * @param rows when the copy began; 0 while they are being counted
 * @param changed how often a row was copied again because it had changed
 * @param percent never less than before, but for a move that is rolled back or goes back: that has 0; otherwise 100 when the tenant lives at the target
 * @param rowsPerSecond while rows were copied, without what comes before and after: stays as it was afterwards
 */
public record CopyProgress(long rows, long copied, long changed, int percent, long rowsPerSecond) {

    private static final int NEARLY_ALL = 99;
    private static final int ALL = 100;
    private static final long MILLIS_PER_SECOND = 1000;

    /** @param events oldest first */
    public static CopyProgress of(Move move, List<TableProgress> tables, List<MoveEvent> events, Instant now) {
        long rows = tables.stream().mapToLong(TableProgress::total).sum();
        long copied = tables.stream().mapToLong(TableProgress::copied).sum();
        long changed = tables.stream().mapToLong(TableProgress::changed).sum();
        long millis = Math.max(1, copying(events, now).toMillis());
        return new CopyProgress(
                rows, copied, changed, percent(move, rows, copied), copied * MILLIS_PER_SECOND / millis);
    }

    private static int percent(Move move, long rows, long copied) {
        if (move.goingBack()) {
            return 0;
        }
        return switch (move.phase()) {
            case PREPARING, ROLLING_BACK, FAILED, CANCELLED -> 0;
            case COPYING -> rows == 0 ? 0 : (int) Math.min(NEARLY_ALL, copied * ALL / rows);
            case CATCHING_UP, VERIFYING, FREEZING -> NEARLY_ALL;
            case SWITCHED, CLEANING_UP, DONE -> ALL;
        };
    }

    /** For how long the move was in its phase {@link MovePhase#COPYING}. */
    private static Duration copying(List<MoveEvent> events, Instant now) {
        Duration all = Duration.ZERO;
        @Nullable Instant since = null;
        for (MoveEvent event : events) {
            if (!event.isEntry()) {
                continue;
            }
            if (since != null) {
                all = all.plus(Duration.between(since, event.at()));
            }
            since = event.text().equals(MoveEvent.entered(MovePhase.COPYING)) ? event.at() : null;
        }
        return since == null ? all : all.plus(Duration.between(since, now));
    }
}
