package io.netbuild.move;

import io.netbuild.kernel.Isolation;
import io.netbuild.rows.ChangeLog;
import io.netbuild.rows.Fence;
import io.netbuild.rows.Side;
import io.netbuild.tenant.Placement;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The phases {@link MovePhase#CLEANING_UP} and {@link MovePhase#ROLLING_BACK}: what the tenant has where it does not live is deleted. */
final class Leaving {

    private final MoveRecord record;
    private final MoveSides sides;
    private final MovePlaces places;
    private final PagedRemoval removal;

    Leaving(MoveRecord record, MoveSides sides, MovePlaces places, PagedRemoval removal) {
        this.record = record;
        this.sides = sides;
        this.places = places;
        this.removal = removal;
    }

    void leaveSource() throws SQLException, InterruptedException {
        Move move = record.move();
        places.requireLivesAt(move, move.target());
        record.requireHeld();
        forgetChanges(sides.target());
        leave(move.source(), move.target(), move.sourceIsolation() == Isolation.SHARED ? sides.source() : null);
    }

    void leaveTarget() throws SQLException, InterruptedException {
        Move move = record.move();
        places.requireLivesAt(move, move.source());
        record.thaw();
        Side present = sides.source();
        present.rollback();
        forgetChanges(present);
        leave(move.target(), move.source(), move.targetIsolation() == Isolation.SHARED ? sides.target() : null);
    }

    /** @param side in the schema that is left; null for a place of the tenant's own, which may be gone already */
    private void leave(Placement left, Placement present, @Nullable Side side)
            throws SQLException, InterruptedException {
        places.requireLivesAt(record.move(), present);
        if (left.isolation() == Isolation.SHARED) {
            Side shared = Objects.requireNonNull(side);
            shared.rollback();
            record.hold(shared);
            new Fence(shared, sides.tenant()).close(record.move().epoch() + 1);
            removal.removeFrom(shared);
            forgetChanges(shared);
        } else {
            sides.close();
            try (Side main = places.side(Placement.SHARED)) {
                record.hold(main);
                places.remove(record.move(), left, present);
            }
        }
    }

    private void forgetChanges(Side side) throws SQLException {
        new ChangeLog(side, sides.tenant()).clear();
        side.commit();
        new Fence(side, sides.tenant()).log(false);
    }
}
