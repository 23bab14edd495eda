package io.netbuild.tenant.internal;

import io.netbuild.kernel.TenantId;
import io.netbuild.tenant.RegistryChange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;

/**
 * A session that follows the tables {@code netbuild.registry_version} and {@code netbuild.registry_changes} with the system role. Not from a pool, and
 * not thread-safe.
 */
public final class RegistryConnection implements AutoCloseable {

    /** How the session is called in {@code pg_stat_activity}. */
    public static final String APPLICATION = "netbuild-registry";

    private static final String ROLE = "netbuild_system";
    private static final String CHANNEL = "netbuild_registry";
    private static final Driver DRIVER = new Driver();

    /** Who has missed more reads everything anew, which is less work then. */
    private static final int MOST_CHANGES = 1000;

    /** One statement sees one state: all changes up to the version that it reads. */
    private static final String CHANGES =
            """
            select v.version as present, c.version, c.kind, c.subject,
                   (extract(epoch from clock_timestamp()) * 1000)::bigint as clock
            from netbuild.registry_version v
            left join lateral (
                select * from netbuild.registry_changes where version > ? order by version limit %d) c on true
            order by c.version
            """
                    .formatted(MOST_CHANGES + 1);

    private static final long UNKNOWN = -1;

    private final Connection connection;
    private final PreparedStatement select;
    private long version = UNKNOWN;
    private long clock;

    private RegistryConnection(Connection connection) throws SQLException {
        this.connection = connection;
        this.select = connection.prepareStatement(CHANGES);
    }

    /** @param patience for the connection, and for each answer; an answer that takes longer ends the session */
    public static RegistryConnection open(String url, String password, Duration patience) throws SQLException {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, ROLE);
        PGProperty.PASSWORD.set(properties, password);
        PGProperty.APPLICATION_NAME.set(properties, APPLICATION);
        PGProperty.CONNECT_TIMEOUT.set(properties, 1);
        PGProperty.LOGIN_TIMEOUT.set(properties, 2);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        Connection connection = DRIVER.connect(url, properties);
        if (connection == null) {
            throw new SQLException("Not a URL of PostgreSQL: " + url, "08001");
        }
        try {
            int millis = (int) Math.max(1, patience.toMillis());
            connection.setNetworkTimeout(Runnable::run, millis);
            try (Statement limit = connection.createStatement()) {
                limit.execute("set statement_timeout = " + millis); // so that nobody waits there whom nobody listens to
            }
            return new RegistryConnection(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Asks to be told of changes. To be called before they are read for the first time, so that none is missed. */
    public void listen() throws SQLException {
        try (Statement listen = connection.createStatement()) {
            listen.execute("listen " + CHANNEL);
        }
    }

    /** Waits until there may be changes, or the time is over. */
    public void awaitNotification(Duration longest) throws SQLException {
        connection.unwrap(PGConnection.class).getNotifications((int) Math.max(1, longest.toMillis()));
    }

    /** What has changed since the last call, in order; all at the first call, and when more was missed than is kept. */
    public List<RegistryChange> changes() throws SQLException {
        select.setLong(1, version == UNKNOWN ? Long.MAX_VALUE : version);
        List<RegistryChange> changes = new ArrayList<>();
        long present;
        try (ResultSet rows = select.executeQuery()) {
            if (!rows.next()) {
                throw new SQLException("netbuild.registry_version has no row");
            }
            present = rows.getLong("present");
            clock = rows.getLong("clock");
            for (boolean more = rows.getString("kind") != null; more; more = rows.next()) {
                changes.add(change(rows.getString("kind"), rows.getString("subject")));
            }
        }
        boolean complete = version != UNKNOWN && changes.size() == present - version;
        version = present;
        return complete ? changes : List.of(new RegistryChange.OfAll());
    }

    /** Of a kind that is not known, as a newer node may write it: all. */
    private static RegistryChange change(String kind, String subject) {
        return switch (kind) {
            case "tenant" -> new RegistryChange.OfTenant(new TenantId(subject));
            case "tiers" -> new RegistryChange.OfTiers();
            case "key" -> new RegistryChange.OfKey(subject);
            case "session" -> new RegistryChange.OfSession(subject.replaceFirst("^\\\\x", ""));
            case "user" -> new RegistryChange.OfUser(subject);
            default -> new RegistryChange.OfAll();
        };
    }

    /** The number of the last change that was read. */
    public long version() {
        return version;
    }

    /** The database's clock when it answered, in milliseconds since the epoch. */
    public long clock() {
        return clock;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
