package io.netbuild.move;

import java.util.EnumSet;
import java.util.Set;

/**
 * How far a move is. Up to {@link #FREEZING} the tenant lives where it did, from {@link #SWITCHED} on at the target. A move that goes back begins once more, the other way round, see {@link Move#goingBack}.
 */
public enum MovePhase {
    /** The target is made, and changes begin to be noted. */
    PREPARING,
    /** All rows are copied while the tenant works. */
    COPYING,
    /** What has changed since is copied again, until that is little. */
    CATCHING_UP,
    /** Both sides are compared as of one moment. */
    VERIFYING,
    /** The tenant stands still: the last changes are copied and compared. */
    FREEZING,
    /** The tenant works at the target; what it has left is kept for as long as it may go back. */
    SWITCHED,
    /** What it has left is being deleted. */
    CLEANING_UP,
    DONE,
    /** The tenant works where it did; what was copied is being deleted. */
    ROLLING_BACK,
    /** Rolled back after a failure. */
    FAILED,
    /** Rolled back because somebody asked for it, also when the tenant had switched. */
    CANCELLED;

    private static final Set<MovePhase> FINISHED = EnumSet.of(DONE, FAILED, CANCELLED);

    public boolean isFinished() {
        return FINISHED.contains(this);
    }

    /** Whether the tenant can still stay where it was. */
    boolean isBeforeSwitch() {
        return compareTo(SWITCHED) < 0;
    }
}
