package io.netbuild.move;

import io.netbuild.move.internal.MoveTableStore;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Works on one move until it has ended or something fails; then another run goes on with the phase that was reached. Every phase can be repeated, and up to the switch
 * given up. Used by one thread.
 */
final class MoveRun implements AutoCloseable {

    private static final int SECONDS_AFTER_THAW = 3;

    /** Between two rounds of catching up with a tenant whose window is ahead, in seconds. */
    private static final int LONGEST_REST = 30;

    private final MoveRecord record;
    private final MoveSides sides;
    private final Preparation preparation;
    private final Copying copying;
    private final CatchingUp catchingUp;
    private final Verification verification;
    private final Switchover switchover;
    private final Leaving leaving;

    MoveRun(MoveRecord record, MovePlaces places, MoveTableStore tables, MoveSettings settings) {
        this.record = record;
        this.sides = new MoveSides(places, record.move());
        MovePortions portions = new MovePortions(record, settings.pageRows());
        PagedRemoval removal = new PagedRemoval(record, portions);
        LaterIndexes indexes = new LaterIndexes(record, sides);
        Changes changes = new Changes(record, sides, tables);
        this.preparation = new Preparation(record, sides, places, removal);
        this.copying = new Copying(record, sides, tables, indexes, portions, settings.pageRows());
        this.catchingUp = new CatchingUp(record, sides, changes, settings.smallRound());
        this.verification = new Verification(record, sides, places, changes, indexes, portions);
        this.switchover = new Switchover(record, sides, places, changes, settings);
        this.leaving = new Leaving(record, sides, places, removal);
    }

    /** Takes the move as far as it goes. */
    void run() throws SQLException, MoveRefusedException, InterruptedException {
        record.claim();
        if (record.hasTurned()) {
            return;
        }
        if (record.move().phase() == MovePhase.FREEZING) {
            switchover.thaw();
            record.enter(MovePhase.CATCHING_UP);
            if (!record.isGivenUp()) {
                record.later(SECONDS_AFTER_THAW);
                return;
            }
        }
        record.lookAround();
        while (!record.move().phase().isFinished() && !record.hasTurned()) {
            record.pass(record.move().phase().name());
            record.reload();
            if (record.hasTurned()) {
                return;
            }
            if (record.isGivenUp()) {
                giveUp();
            } else {
                record.requireWindow();
                if (!step()) {
                    return;
                }
            }
        }
    }

    /** Gives the move up, because it cannot succeed. */
    void refuse() throws SQLException, InterruptedException, MoveRefusedException {
        record.reload();
        if (record.move().phase() == MovePhase.FREEZING) {
            switchover.thaw();
        }
        giveUp();
        if (!record.hasTurned()) {
            record.pass(record.move().phase().name());
            step();
        }
    }

    /** A tenant that cannot go back stays, and what it has left is kept for another attempt. */
    private void giveUp() throws SQLException {
        if (record.move().goingBack()) {
            record.stay();
        } else {
            record.enter(MovePhase.ROLLING_BACK);
        }
    }

    /** @return false when there is nothing to do for a while */
    private boolean step() throws SQLException, MoveRefusedException, InterruptedException {
        switch (record.move().phase()) {
            case PREPARING -> {
                preparation.prepare();
                record.enter(record.move().goingBack() ? MovePhase.CATCHING_UP : MovePhase.COPYING);
            }
            case COPYING -> {
                copying.copy();
                record.enter(MovePhase.CATCHING_UP);
            }
            case CATCHING_UP -> {
                switchover.shutTarget();
                catchingUp.catchUp(false);
                if (record.move().window().isAhead(Instant.now())) {
                    record.later(secondsToWindow());
                    return false;
                }
                record.enter(MovePhase.VERIFYING);
            }
            case VERIFYING -> {
                verification.verify();
                catchingUp.catchUp(true); // the more there is to compare, the more has changed meanwhile
                record.enter(MovePhase.FREEZING);
            }
            case FREEZING -> {
                switchover.freezeAndSwitch();
                record.reload();
            }
            case SWITCHED -> {
                switchover.settle();
                if (record.move().keptUntil() != null && record.keep()) {
                    switchover.shutSource();
                    return false;
                }
                record.standBack();
                record.enter(MovePhase.CLEANING_UP);
            }
            case CLEANING_UP -> {
                leaving.leaveSource();
                record.finish(record.move().goingBack() ? MovePhase.CANCELLED : MovePhase.DONE);
            }
            case ROLLING_BACK -> {
                leaving.leaveTarget();
                record.finish(record.move().cancelled() ? MovePhase.CANCELLED : MovePhase.FAILED);
            }
            case DONE, FAILED, CANCELLED -> {
                // nothing is left to do
            }
        }
        return true;
    }

    /** Until the window begins, or until there may be much to catch up with again. */
    private int secondsToWindow() {
        Instant from = Objects.requireNonNull(record.move().window().from());
        long millis = Duration.between(Instant.now(), from).toMillis();
        return (int) Math.max(1, Math.min(LONGEST_REST, (millis + 999) / 1000));
    }

    @Override
    public void close() throws SQLException {
        sides.close();
    }
}
