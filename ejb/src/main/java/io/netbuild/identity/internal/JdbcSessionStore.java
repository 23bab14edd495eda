package io.netbuild.identity.internal;

import io.netbuild.identity.Session;
import io.netbuild.identity.UserId;
import io.netbuild.kernel.TenantId;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** The table {@code netbuild.sessions}. Joins the caller's transaction. */
@ApplicationScoped
public class JdbcSessionStore {

    private static final String COLUMNS = "subject, user_id, tenant_id, groups, created_at, expires_at";

    @Resource(lookup = "java:/datasources/netbuild-system")
    DataSource dataSource;

    public void insert(byte[] tokenHash, Session session) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into netbuild.sessions (token_hash, " + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?)")) {
            insert.setBytes(1, tokenHash);
            insert.setString(2, session.subject());
            insert.setString(3, session.user() == null ? null : session.user().value());
            insert.setString(
                    4, session.tenant() == null ? null : session.tenant().value());
            insert.setArray(5, connection.createArrayOf("text", session.groups().toArray()));
            insert.setTimestamp(6, Timestamp.from(session.createdAt()));
            insert.setTimestamp(7, Timestamp.from(session.expiresAt()));
            insert.executeUpdate();
        }
    }

    /** The session, unless it has ended; notes that it is used, at most once a minute. */
    public Optional<Session> findAndTouch(byte[] tokenHash, Duration idle) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select " + COLUMNS
                                + """
                        , last_used_at < now() - interval '1 minute' as stale
                        from netbuild.sessions
                        where token_hash = ? and expires_at > now() and last_used_at > now() - make_interval(secs => ?)
                        """);
                PreparedStatement touch = connection.prepareStatement(
                        "update netbuild.sessions set last_used_at = now() where token_hash = ?")) {
            select.setBytes(1, tokenHash);
            select.setDouble(2, idle.toSeconds());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                if (row.getBoolean("stale")) {
                    touch.setBytes(1, tokenHash);
                    touch.executeUpdate();
                }
                return Optional.of(session(row));
            }
        }
    }

    /** What was deleted, empty when there was none. */
    public Optional<Session> delete(byte[] tokenHash) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement(
                        "delete from netbuild.sessions where token_hash = ? returning " + COLUMNS)) {
            delete.setBytes(1, tokenHash);
            try (ResultSet row = delete.executeQuery()) {
                return row.next() ? Optional.of(session(row)) : Optional.empty();
            }
        }
    }

    public void deleteOfUser(UserId user) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete =
                        connection.prepareStatement("delete from netbuild.sessions where user_id = ?")) {
            delete.setString(1, user.value());
            delete.executeUpdate();
        }
    }

    public void deleteEnded(Duration idle) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement delete = connection.prepareStatement(
                        "delete from netbuild.sessions where expires_at <= now() or last_used_at <= now() - make_interval(secs => ?)")) {
            delete.setDouble(1, idle.toSeconds());
            delete.executeUpdate();
        }
    }

    private static Session session(ResultSet row) throws SQLException {
        String user = row.getString("user_id");
        String tenant = row.getString("tenant_id");
        return new Session(
                row.getString("subject"),
                user == null ? null : new UserId(user),
                tenant == null ? null : new TenantId(tenant),
                Set.of((String[]) row.getArray("groups").getArray()),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant());
    }
}
