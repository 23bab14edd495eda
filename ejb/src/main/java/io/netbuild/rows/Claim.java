package io.netbuild.rows;

import java.sql.SQLException;
import java.util.UUID;

/** That a run owns its move. Whoever deletes holds it, so that a run that was stopped for longer than its lock lasts cannot delete what the tenant has come back to. */
public final class Claim {

    private Claim() {}

    /**
     * Keeps the move from being taken over until the transaction of the side ends.
     *
     * @param side in the main database
     * @throws SQLException when the move is another run's, and when one that takes it over takes longer than 10 s
     */
    public static void hold(Side side, UUID move, UUID runner) throws SQLException {
        boolean own = !Sql.list(
                        side.connection(),
                        "select from netbuild.tenant_moves where id = '%s' and runner = '%s' for share"
                                .formatted(move, runner),
                        row -> true)
                .isEmpty();
        if (!own) {
            throw new SQLException("The move is another run's");
        }
    }
}
