package io.netbuild.recovery;

import io.netbuild.placement.PostgresServers;
import io.netbuild.placement.SystemConnections;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postgresql.PGConnection;

/** What the PostgreSQL servers have prepared, for whichever tenant and database: one question to each server, which keeps no connection. */
@ApplicationScoped
public class PreparedBranches {

    /** Nothing that is asked here takes long, and who asks asks other servers next. */
    private static final int ANSWER_MILLIS = 10_000;

    private final SystemConnections connections;
    private final PostgresServers servers;

    @Inject
    PreparedBranches(SystemConnections connections, PostgresServers servers) {
        this.connections = connections;
        this.servers = servers;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected PreparedBranches() {
        this(null, null);
    }

    Set<String> servers() {
        return servers.names();
    }

    /** All of a server's databases, those of roles that are not the platform's left out. */
    List<PreparedBranch> on(String server) throws SQLException {
        List<PreparedBranch> branches = new ArrayList<>();
        try (Connection connection = limited(connections.toMaintenance(server));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select database, owner, gid from pg_prepared_xacts")) {
            while (rows.next()) {
                String role = rows.getString("owner");
                String gid = rows.getString("gid");
                Optional<BranchXid> xid = BranchXid.of(gid);
                if (xid.isPresent() && PreparedBranch.datasourceOf(role).isPresent()) {
                    branches.add(new PreparedBranch(server, rows.getString("database"), role, gid, xid.get()));
                }
            }
        }
        return branches;
    }

    /** @throws SQLException of class {@code undefined_object} when it has ended meanwhile */
    void commit(PreparedBranch branch) throws SQLException {
        end("commit prepared ", branch);
    }

    /** @throws SQLException as {@link #commit} does */
    void rollBack(PreparedBranch branch) throws SQLException {
        end("rollback prepared ", branch);
    }

    private void end(String how, PreparedBranch branch) throws SQLException {
        try (Connection connection = limited(connections.as(branch.role(), branch.server(), branch.database()));
                Statement statement = connection.createStatement()) {
            String gid = connection.unwrap(PGConnection.class).escapeLiteral(branch.gid());
            statement.execute(how + "'" + gid + "'");
        }
    }

    private static Connection limited(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, ANSWER_MILLIS);
        return connection;
    }
}
