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
    private static final int ANSWER_SECONDS = 10;

    /** A standby does not show what is prepared, and its silence must not be taken for an answer. SQLSTATE read_only_sql_transaction. */
    private static final String STANDBY = "25006";

    /** SQLSTATE sqlclient_unable_to_establish_sqlconnection. */
    private static final String NOT_CONNECTED = "08001";

    private static final String PREPARED = "select database, owner, gid from pg_prepared_xacts where owner is not null";

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

    /**
     * All of a server's databases, those of roles that are not the platform's left out.
     *
     * @throws SQLException also when it is a standby, which does not know
     */
    List<PreparedBranch> on(String server) throws SQLException {
        List<PreparedBranch> branches = new ArrayList<>();
        try (Connection connection = connections.asOwner(server, ANSWER_SECONDS);
                Statement statement = connection.createStatement()) {
            requirePrimary(server, statement);
            try (ResultSet rows = statement.executeQuery(PREPARED)) {
                while (rows.next()) {
                    String role = rows.getString("owner");
                    String gid = rows.getString("gid");
                    Optional<BranchXid> xid = BranchXid.of(gid);
                    if (xid.isPresent() && PreparedBranch.datasourceOf(role).isPresent()) {
                        branches.add(new PreparedBranch(server, rows.getString("database"), role, gid, xid.get()));
                    }
                }
            }
        }
        return branches;
    }

    private static void requirePrimary(String server, Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select pg_is_in_recovery()")) {
            if (row.next() && row.getBoolean(1)) {
                throw new SQLException("PostgreSQL server '%s' is a standby".formatted(server), STANDBY);
            }
        }
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
        try (Connection connection = connect(branch);
                Statement statement = connection.createStatement()) {
            String gid = connection.unwrap(PGConnection.class).escapeLiteral(branch.gid());
            statement.execute(how + "'" + gid + "'");
        }
    }

    /** Whatever stands in the way says nothing of the branch itself. */
    private Connection connect(PreparedBranch branch) throws SQLException {
        try {
            return connections.as(branch.role(), branch.server(), branch.database(), ANSWER_SECONDS);
        } catch (SQLException e) {
            throw new SQLException(e.getMessage(), NOT_CONNECTED, e);
        }
    }
}
