package io.netbuild.move;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The phase {@link MovePhase#CATCHING_UP}: changed rows are copied again in rounds, each of them quicker, until there are few. */
final class CatchingUp {

    private static final int ROUND = 20_000;
    private static final int MOST_ROUNDS = 50;

    private final MoveRecord record;
    private final MoveSides sides;
    private final Changes changes;
    private final int smallRound;

    CatchingUp(MoveRecord record, MoveSides sides, Changes changes, int smallRound) {
        this.record = record;
        this.sides = sides;
        this.changes = changes;
        this.smallRound = smallRound;
    }

    /** @param compared whether to compare what is copied, as of one moment of the source */
    void catchUp(boolean compared) throws SQLException, InterruptedException {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            if (compared) {
                sides.source().beginSnapshot();
            }
            Map<String, List<List<String>>> changed = changes.copy(ROUND);
            if (compared) {
                changes.requireEqual(changed);
            }
            sides.commit();
            record.requireWanted();
            int rows = changed.values().stream().mapToInt(List::size).sum();
            if (rows <= smallRound) {
                record.expectFreeze(rows);
                return;
            }
            record.checkpoint();
        }
    }
}
