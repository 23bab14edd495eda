package io.netbuild.move;

import io.netbuild.rows.Arrival;
import io.netbuild.rows.Fence;
import java.sql.SQLException;
import java.time.Duration;

/** The phase {@link MovePhase#FREEZING}: the tenant stands still, the last changes are copied and compared, and it lives at the target. Until then the move can be rolled back at no cost. */
final class Switchover {

    /** Far more than the last changes of a busy tenant take. Who says nothing for longer, because a network is cut, must not keep the tenant standing still. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

    private final MoveRecord record;
    private final MoveSides sides;
    private final MovePlaces places;
    private final Changes changes;
    private final MoveSettings settings;

    Switchover(MoveRecord record, MoveSides sides, MovePlaces places, Changes changes, MoveSettings settings) {
        this.record = record;
        this.sides = sides;
        this.places = places;
        this.changes = changes;
        this.settings = settings;
    }

    void freezeAndSwitch() throws SQLException {
        long start = System.nanoTime();
        record.freeze();
        sides.requireAnswersWithin(settings.freezeWait().plus(LONGEST_ANSWER));
        shutOut();
        copyLast();
        Fence target = new Fence(sides.target(), sides.tenant());
        if (!record.move().keep().isZero()) {
            target.log(true); // from its first transaction there on, what changes is what would have to go back
        }
        target.open(record.move().epoch());
        record.pass("SWITCHING");
        record.switchOver(Duration.ofNanos(System.nanoTime() - start));
        settle();
        sides.close(); // whatever comes now may take longer
    }

    /** This server takes notice of where the tenant lives now. */
    void settle() {
        places.settle(record.move());
    }

    /** From here on nobody works for the tenant at the source, not even who has heard of its next epoch and is still connected here. */
    private void shutOut() throws SQLException {
        places.drain(record.move(), settings.drain());
        Fence fence = new Fence(sides.source(), sides.tenant());
        fence.close(record.move().epoch() + 1);
        record.pass("FROZEN");
        if (!fence.awaitInside(settings.freezeWait(), settings.freezeWait())) {
            throw new SQLException("Work of the tenant did not end within " + settings.freezeWait(), "55P03");
        }
    }

    private void copyLast() throws SQLException {
        Changes.Round last = changes.copy(Integer.MAX_VALUE);
        changes.copyDefinitions();
        changes.requireEqual(last);
        Arrival arrival = new Arrival(sides.target(), sides.tenant());
        arrival.advanceCounters();
        arrival.unlockJobs();
        sides.commit();
    }

    /** Lets the tenant work where it was; nobody of an older epoch can, as before. Needs nothing of the target, which may be why the tenant has not moved. */
    void thaw() throws SQLException {
        record.requireHeld();
        new Fence(sides.source(), sides.tenant()).open(record.move().epoch() - 1);
        record.thaw();
    }

    /** Keeps everybody out of the source as long as it is kept: a way back that was given up may have let the tenant in. */
    void shutSource() throws SQLException {
        record.requireHeld();
        new Fence(sides.source(), sides.tenant()).close(record.move().epoch() + 1);
    }

    /** Keeps everybody out of the target, where a switch that came to nothing may have let the tenant in. */
    void shutTarget() throws SQLException {
        record.requireHeld();
        new Fence(sides.target(), sides.tenant()).close(record.move().epoch());
    }
}
