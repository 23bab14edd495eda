package io.netbuild.move.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One run of a move at a time, on all servers together. The lock belongs to a session of the main database: a crash gives it back, and so does a server that says
 * nothing for {@value #LONGEST_SILENCE}, which {@link #keepAlive} is for.
 */
public final class MoveLock implements AutoCloseable {

    private static final String LONGEST_SILENCE = "5min";
    private static final int PATIENCE_SECONDS = 5;

    private final Connection connection;
    private final ReentrantLock use = new ReentrantLock();

    private MoveLock(Connection connection) {
        this.connection = connection;
    }

    /** Empty when another run has it. @param connection to the main database, which it belongs to from now on */
    public static Optional<MoveLock> tryLock(Connection connection, UUID move) throws SQLException {
        boolean locked = false;
        try {
            try (Statement silence = connection.createStatement()) {
                silence.execute("set idle_session_timeout = '" + LONGEST_SILENCE + "'");
            }
            try (PreparedStatement lock =
                    connection.prepareStatement("select pg_try_advisory_lock(hashtextextended(?, 0))")) {
                lock.setString(1, "netbuild.move:" + move);
                try (ResultSet row = lock.executeQuery()) {
                    locked = row.next() && row.getBoolean(1);
                }
            }
        } finally {
            if (!locked) {
                connection.close();
            }
        }
        return locked ? Optional.of(new MoveLock(connection)) : Optional.empty();
    }

    /** May be called by several threads. @throws SQLException when the session that held it is gone */
    public void requireHeld() throws SQLException {
        use.lock();
        try {
            if (!connection.isValid(PATIENCE_SECONDS)) {
                throw new SQLException("The lock of the move is lost", "08006");
            }
        } finally {
            use.unlock();
        }
    }

    /** Says something, so that statements may take longer than the longest silence. To be called now and then; does nothing while the session is in use. */
    public void keepAlive() throws SQLException {
        if (use.tryLock()) {
            try {
                connection.isValid(PATIENCE_SECONDS); // who relies on the lock asks by requireHeld
            } finally {
                use.unlock();
            }
        }
    }

    /**
     * Passes a point of the move. Whoever holds the advisory lock {@code hashtextextended('netbuild.move.at:<point>', 0)} of the main database keeps moves from going
     * further until it is given back: for looking at a move, and for tests.
     *
     * @param point the name of a phase, {@code FROZEN} or {@code SWITCHING}
     */
    public void pass(String point) throws SQLException {
        use.lock();
        try (PreparedStatement pass = connection.prepareStatement(
                "select pg_advisory_lock_shared(h.key), pg_advisory_unlock_shared(h.key) from hashtextextended(?, 0) h (key)")) {
            pass.setString(1, "netbuild.move.at:" + point);
            pass.execute();
        } finally {
            use.unlock();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
