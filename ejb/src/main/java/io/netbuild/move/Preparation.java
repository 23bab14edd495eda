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
    private static final Duration AWAIT_LONGEST = Duration.ofMinutes(5);

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
        new Fence(sides.target(), sides.tenant()).close(move.epoch());
        if (move.targetIsolation() == Isolation.SHARED && !move.goingBack()) {
            removal.removeFrom(sides.target());
        }
        Fence fence = new Fence(sides.source(), sides.tenant());
        fence.log(true);
        if (!fence.awaitInside(AWAIT_AT_ONCE, AWAIT_LONGEST) || !fence.awaitWriters(AWAIT_LONGEST)) {
            throw new SQLException("Transactions that began before the move do not end", "55P03");
        }
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
