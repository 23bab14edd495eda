package io.netbuild.probe.internal;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.placement.PostgresServers;
import io.netbuild.tenant.Placement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** One probe at a time on all servers together. The lock is PostgreSQL's and belongs to a connection, so that a crash gives it back. */
@ApplicationScoped
public class ProbeLock {

    private static final String TRY = "select pg_try_advisory_lock(hashtextextended('netbuild.isolation-probe', 0))";

    private final PostgresServers servers;

    @Inject
    ProbeLock(PostgresServers servers) {
        this.servers = servers;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected ProbeLock() {
        this(null);
    }

    /**
     * The lock, which is held until the connection is closed.
     *
     * @throws NetBuildException with {@link ErrorCode#CONFLICT} when a probe is running
     */
    public Connection take() throws SQLException {
        Connection connection = servers.get(Placement.MAIN_SERVER).owner().getConnection();
        boolean taken = false;
        try {
            taken = tryTo(connection);
        } finally {
            if (!taken) {
                connection.close();
            }
        }
        if (!taken) {
            throw new NetBuildException(ErrorCode.CONFLICT, "An isolation probe is running already");
        }
        return connection;
    }

    private static boolean tryTo(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(TRY)) {
            return rows.next() && rows.getBoolean(1);
        }
    }
}
