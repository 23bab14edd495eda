package io.netbuild.move;

import java.sql.SQLException;

/**
 * The phase {@link MovePhase#CATCHING_UP}: changed rows are copied again in rounds, each of them quicker, until there are few. Those that are full, because
 * much has been noted by and by, hardly count.
 */
final class CatchingUp {

    private static final int ROUND = 20_000;

    /** While others work, as long as rounds are not full: so few that they take no tenth of a second. */
    private static final int SHORTEST_ROUND = 200;

    /** While others work, as rounds go on being full: so few that they take no second, so many that it is the rows that take it. */
    private static final int SHORT_ROUND = 1_000;

    /** After so many rounds the tenant changes too fast for a mover that rests as ever. */
    private static final int MANY_PATIENT_ROUNDS = 20;

    /** After so many rounds the tenant changes too fast for short ones. */
    private static final int MANY_SHORT_ROUNDS = 100;

    /** Then what is left is copied in the freeze: less than a round. */
    private static final int MOST_ROUNDS = 50;

    private static final int MOST_IN_ALL = 5_000;

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

    /**
     * @param compared whether to compare what is copied, as of one moment of the source
     * @throws SQLException also when the tenant's rows change faster than they are copied, for so long that it would stand still for long
     */
    void catchUp(boolean compared) throws SQLException, InterruptedException {
        int rounds = 0;
        int atMost = SHORTEST_ROUND;
        for (int all = 0; all < MOST_IN_ALL; all++) {
            if (compared) {
                sides.source().beginSnapshot();
            }
            Changes.Round round = changes.copy(record.isShared() && all < MANY_SHORT_ROUNDS ? atMost : ROUND);
            if (compared) {
                changes.requireEqual(round);
            }
            sides.commit();
            record.requireWanted();
            if (!round.more()) {
                rounds++;
                if (round.rows() <= smallRound || rounds == MOST_ROUNDS) {
                    record.expectFreeze(round.rows());
                    return;
                }
            }
            atMost = round.more() ? Math.min(SHORT_ROUND, 2 * atMost) : SHORTEST_ROUND;
            if (all < MANY_PATIENT_ROUNDS) {
                record.checkpoint();
            } else {
                record.checkpointBriefly();
            }
        }
        throw new SQLException(
                "Rows change faster than they are copied, still after %,d rounds".formatted(MOST_IN_ALL), "57014");
    }
}
