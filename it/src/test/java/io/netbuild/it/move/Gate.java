package io.netbuild.it.move;

import io.netbuild.dev.EmbeddedPostgres;
import io.netbuild.it.stack.Databases;
import io.netbuild.it.stack.Stack;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** Keeps moves from going past a point until it is closed. */
public final class Gate implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final String WAITING =
            """
            select pid::text from pg_locks where locktype = 'advisory' and not granted
            and (classid::bigint << 32 | objid::bigint) = hashtextextended('netbuild.move.at:%s', 0)
            """;

    private final Connection connection;
    private final String point;

    private Gate(Connection connection, String point) {
        this.connection = connection;
        this.point = point;
    }

    /** In the database of this test run's server. */
    public static Gate at(String point) throws SQLException {
        return at(Stack.server().postgres(), point);
    }

    static Gate at(EmbeddedPostgres postgres, String point) throws SQLException {
        Connection connection = postgres.connectAsSuperuser("netbuild");
        Databases.execute(
                connection, "select pg_advisory_lock(hashtextextended('netbuild.move.at:%s', 0))".formatted(point));
        return new Gate(connection, point);
    }

    /** Waits until a move is at the point. @return the process of PostgreSQL that serves the session of its lock */
    public String awaitSomebody() {
        return await(1).get(0);
    }

    /** Waits until so many moves at least are at the point. @return the processes of PostgreSQL that serve the sessions of their locks */
    List<String> await(int moves) {
        return Awaitility.await(moves + " moves at " + point)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Databases.column(connection, WAITING.formatted(point)), found -> found.size() >= moves);
    }

    /** Ends the sessions of all that moves are doing at the point. */
    void cut(String lock) throws SQLException {
        Databases.execute(
                connection,
                "select pg_terminate_backend(pid) from pg_stat_activity where pid = %s or application_name = 'netbuild-platform'"
                        .formatted(lock));
    }

    /** Ends the sessions that PostgreSQL ends when a server says nothing for minutes: that of the lock of its move, and those in transactions. */
    void outwait(String lock) throws SQLException {
        Databases.execute(
                connection,
                "select pg_terminate_backend(pid) from pg_stat_activity where pid = %s or application_name = 'netbuild-platform' and state like 'idle in transaction%%'"
                        .formatted(lock));
    }

    /** For those who are at the gate and for all that come. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
