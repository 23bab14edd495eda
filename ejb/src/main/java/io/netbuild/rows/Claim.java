package io.netbuild.rows;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/**
 * That a run may delete what it is about to: its move is its own, its erasure is not over. Whoever deletes holds that, so that a run that was stopped for longer than its lock lasts cannot delete what the tenant has come
 * back to, or what another tenant with the same id has.
 */
public final class Claim {

    private Claim() {}

    /**
     * Keeps the move from being taken over until the transaction of the side ends.
     *
     * @param side in the main database
     * @throws SQLException when the move is another run's, and when one that takes it over takes longer than 10 s
     */
    public static void hold(Side side, UUID move, UUID runner) throws SQLException {
        String held =
                "select from netbuild.tenant_moves where id = '%s' and runner = '%s' for share".formatted(move, runner);
        require(side.connection(), held, "The move is another run's");
    }

    /**
     * Keeps an erasure from being ended until the transaction of the side ends.
     *
     * @param side in the main database
     * @throws SQLException when it is over
     */
    public static void holdErasure(Side side, UUID offboarding) throws SQLException {
        holdErasure(side.connection(), offboarding);
    }

    /** The same for a session that is no side: one of the system in the main database, in a transaction that ends when its server says nothing for minutes. */
    public static void holdErasure(Connection main, UUID offboarding) throws SQLException {
        String held = "select from netbuild.tenant_offboardings where id = '%s' for share".formatted(offboarding);
        require(main, held, "The erasure is over");
    }

    private static void require(Connection main, String held, String otherwise) throws SQLException {
        if (Sql.list(main, held, row -> true).isEmpty()) {
            throw new SQLException(otherwise);
        }
    }
}
