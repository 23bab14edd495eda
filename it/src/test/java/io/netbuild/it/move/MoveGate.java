package io.netbuild.it.move;

import static org.awaitility.Awaitility.await;

import io.netbuild.it.stack.Databases;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Holds all moves at a point until it is closed. */
final class MoveGate implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Connection connection;
    private final String key;

    private MoveGate(Connection connection, String key) {
        this.connection = connection;
        this.key = key;
    }

    static MoveGate at(String point) throws SQLException {
        Connection connection = Databases.system();
        String key = "hashtextextended('netbuild.move.at:%s', 0)".formatted(point);
        Databases.execute(connection, "select pg_advisory_lock(%s)".formatted(key));
        return new MoveGate(connection, key);
    }

    /** Returns when a move has come to the point. */
    void awaitMove() {
        await("a move at the gate")
                .atMost(PATIENCE)
                .until(() -> Databases.number(
                                connection,
                                """
                                select count(*) from pg_locks l, %s h (key)
                                where l.locktype = 'advisory' and not l.granted and l.mode = 'ShareLock'
                                  and l.classid = ((h.key >> 32) & 4294967295)::bigint::oid and l.objid = (h.key & 4294967295)::bigint::oid
                                """
                                        .formatted(key))
                        > 0);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
