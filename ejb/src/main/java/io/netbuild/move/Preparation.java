package io.netbuild.move;

import io.netbuild.kernel.Isolation;
import io.netbuild.rows.Catalogue;
import io.netbuild.rows.Fence;
import io.netbuild.rows.Side;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The phase {@link MovePhase#PREPARING}: the target is made, nobody may work there, and changes at the source begin to be noted. A tenant that goes back finds all there as it has left it, and its
 * changes since noted.
 */
final class Preparation {

    private static final Duration AWAIT_AT_ONCE = Duration.ofMillis(100);
    private static final Duration AWAIT = Duration.ofSeconds(5);
    private static final int AWAITS = 60;

    private final MoveRecord record;
    private final MoveSides sides;
    private final MovePlaces places;
    private final PagedRemoval removal;

    Preparation(MoveRecord record, MoveSides sides, MovePlaces places, PagedRemoval removal) {
        this.record = record;
        this.sides = sides;
        this.places = places;
        this.removal = removal;
    }

    void prepare() throws SQLException, MoveRefusedException, InterruptedException {
        Move move = record.move();
        places.requireLivesAt(move, move.source());
        places.prepare(move);
        requireAlike();
        shutTarget();
        if (move.targetIsolation() == Isolation.SHARED && !move.goingBack()) {
            removal.removeFrom(sides.target());
        }
        Fence fence = new Fence(sides.source(), sides.tenant());
        fence.log(true);
        await(longest -> fence.awaitInside(AWAIT_AT_ONCE, longest));
        await(fence.writers()::await);
    }

    private void shutTarget() throws SQLException {
        if (record.move().targetIsolation() == Isolation.SHARED) {
            record.hold(sides.target());
        }
        new Fence(sides.target(), sides.tenant()).close(record.move().epoch());
    }

    /** Whether something is over within a time. */
    @FunctionalInterface
    private interface Waiting {
        boolean isOver(Duration longest) throws SQLException;
    }

    /** A few seconds at once, between which the move may be cancelled. */
    private void await(Waiting waiting) throws SQLException, InterruptedException {
        for (int i = 0; i < AWAITS; i++) {
            if (waiting.isOver(AWAIT)) {
                return;
            }
            record.requireWanted();
        }
        throw new SQLException("Transactions that began before the move do not end", "55P03");
    }

    private void requireAlike() throws SQLException, MoveRefusedException {
        Side source = sides.source();
        Side target = sides.target();
        List<String> blockers = new ArrayList<>(Catalogue.undecided(source));
        blockers.addAll(Catalogue.undecided(target));
        blockers.addAll(Catalogue.differences(source, target));
        source.commit();
        target.commit();
        MoveRefusedException.unlessEmpty(blockers);
    }
}
