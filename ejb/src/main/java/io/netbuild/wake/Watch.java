package io.netbuild.wake;

import io.netbuild.kernel.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * A connection of its own to one database with engines, that listens for notifications and looks for work. Not thread-safe.
 *
 * <p>Each row of a look is of a tenant, or of the platform when the tenant is null: engine, tenant, seconds until the next job or null, commands that are due,
 * whether there are events.
 */
final class Watch implements AutoCloseable {

    private static final int STATEMENT_TIMEOUT_SECONDS = 30;
    private static final int LOCK_TIMEOUT_MILLIS = 5_000;

    private final Connection connection;
    private final String look;

    private Watch(Connection connection, String look) {
        this.connection = connection;
        this.look = look;
    }

    /**
     * @param prepare run once at the beginning
     * @param look the statement that looks for work
     */
    static Watch open(Connection connection, String prepare, String look) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(prepare);
            statement.execute("set lock_timeout = " + LOCK_TIMEOUT_MILLIS);
            statement.execute("listen " + Notice.CHANNEL);
            return new Watch(connection, look);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** What has arrived since the last time, without waiting. */
    List<Notice> notices() throws SQLException {
        PGNotification[] arrived = connection.unwrap(PGConnection.class).getNotifications();
        List<Notice> notices = new ArrayList<>();
        if (arrived != null) {
            for (PGNotification one : arrived) {
                notices.add(Notice.parse(one.getParameter()));
            }
        }
        return notices;
    }

    void send(Notice notice) throws SQLException {
        try (PreparedStatement notify = connection.prepareStatement("select pg_notify(?, ?)")) {
            for (String payload : notice.payloads()) {
                notify.setString(1, Notice.CHANNEL);
                notify.setString(2, payload);
                notify.execute();
            }
        }
    }

    /** What one look has found. */
    record Found(Map<String, Duration> jobs, MessagesWaiting messages) {}

    Found look(String database) throws SQLException {
        Map<String, Duration> jobs = new HashMap<>();
        Map<TenantId, Integer> commands = new HashMap<>();
        Set<TenantId> events = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(look)) {
            select.setQueryTimeout(STATEMENT_TIMEOUT_SECONDS);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String engine = row.getString(1);
                    double seconds = row.getDouble(3);
                    if (!row.wasNull()) {
                        jobs.merge(engine, until(seconds), (one, other) -> one.compareTo(other) < 0 ? one : other);
                    }
                    TenantId tenant = tenant(row.getString(2));
                    if (tenant != null && row.getInt(4) > 0) {
                        commands.put(tenant, row.getInt(4));
                    }
                    if (tenant != null && row.getBoolean(5)) {
                        events.add(tenant);
                    }
                }
            }
        }
        return new Found(jobs, new MessagesWaiting(database, commands, events));
    }

    private static Duration until(double seconds) {
        return seconds <= 0 ? Duration.ZERO : Duration.ofMillis((long) Math.ceil(seconds * 1000));
    }

    private static @Nullable TenantId tenant(@Nullable String id) {
        return id == null ? null : new TenantId(id);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            WakeLog.LOG.notClosed(e);
        }
    }
}
