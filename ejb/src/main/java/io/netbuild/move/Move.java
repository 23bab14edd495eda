package io.netbuild.move;

import io.netbuild.kernel.Isolation;
import io.netbuild.kernel.TenantId;
import io.netbuild.kernel.TenantStatus;
import io.netbuild.tenant.Placement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's way from one placement to another.
 *
 * @param epoch of the placement that it moves from
 * @param statusBefore the status that it has again when it is not frozen any more; null when it was not frozen yet
 * @param cancelled whether somebody has asked for it to be rolled back
 * @param attempts how often it has failed since it began, switched or turned round
 * @param error why it failed the last time, null when it did not
 * @param expectedFreezeMillis how long the tenant is likely to stand still, by what was known last; null for a move of an older version
 * @param freezeMillis how long the tenant stood still, null when it has not yet
 * @param window when it may stand still
 * @param keep for how long what the tenant has left is kept after the switch, so that it can go back
 * @param keptUntil when that is over; null before the switch, and when nothing is kept
 * @param goingBack whether the tenant had switched and was then asked to go back: all phases are those of the way back since, and the move ends as {@link MovePhase#CANCELLED}; when that cannot be, the move is {@link MovePhase#SWITCHED} again
 * @param targetIndexes definitions of the indexes of a new place that are made when the rows are there; null when that is not decided yet
 */
public record Move(
        UUID id,
        TenantId tenant,
        Isolation sourceIsolation,
        String sourceServer,
        Isolation targetIsolation,
        String targetServer,
        long epoch,
        MovePhase phase,
        @Nullable TenantStatus statusBefore,
        boolean cancelled,
        int attempts,
        @Nullable String error,
        @Nullable Long expectedFreezeMillis,
        @Nullable Long freezeMillis,
        MoveWindow window,
        Duration keep,
        @Nullable Instant keptUntil,
        boolean goingBack,
        @Nullable List<String> targetIndexes,
        String actor,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    /** Whether it can be rolled back, so that the tenant lives at the source in the end. */
    public boolean canRollBack() {
        return !goingBack && (phase.isBeforeSwitch() || phase == MovePhase.SWITCHED && keptUntil != null);
    }

    /** What is in the way of all else that somebody wants to do with the tenant, while the move has not ended. */
    String unfinished() {
        String keeps = phase == MovePhase.SWITCHED && keptUntil != null
                ? ", keeps what the tenant has left until %s, and can be finished by resume".formatted(keptUntil)
                : "";
        return "a move that is not finished: %s is %s%s".formatted(id, phase, keeps);
    }

    /** The way that the tenant takes: this one; when it is going back the opposite one, in the next epoch, at any time, to where no index is missing. */
    Move way() {
        return goingBack
                ? new Move(
                        id,
                        tenant,
                        targetIsolation,
                        targetServer,
                        sourceIsolation,
                        sourceServer,
                        epoch + 1,
                        phase,
                        statusBefore,
                        cancelled,
                        attempts,
                        error,
                        expectedFreezeMillis,
                        freezeMillis,
                        MoveWindow.ALWAYS,
                        Duration.ZERO,
                        null,
                        true,
                        List.of(),
                        actor,
                        createdAt,
                        finishedAt)
                : this;
    }

    /** Whether its rows stay in one database. */
    boolean isWithinOneDatabase() {
        return isWithinOneDatabase(source(), target());
    }

    static boolean isWithinOneDatabase(Placement source, Placement target) {
        return source.isolation() != Isolation.DATABASE && target.isolation() != Isolation.DATABASE;
    }

    public Placement source() {
        return Placement.of(tenant, sourceIsolation, sourceServer);
    }

    public Placement target() {
        return Placement.of(tenant, targetIsolation, targetServer);
    }
}
