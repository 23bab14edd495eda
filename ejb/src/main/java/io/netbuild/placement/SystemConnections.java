package io.netbuild.placement;

import io.netbuild.kernel.Isolation;
import io.netbuild.kernel.TenantId;
import io.netbuild.tenant.Placement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Connections of the platform outside of all pools and of the container's transactions: of the role {@code netbuild_system} for work on all rows of one tenant, and of another
 * role for what PostgreSQL lets only that one do. The system's password is {@code netbuild.system.password}, on another server {@code
 * netbuild.placement.server.<name>.system-password} if that is given.
 */
@ApplicationScoped
public class SystemConnections {

    /** The role that sees the rows of all tenants. */
    public static final String SYSTEM = "netbuild_system";

    private static final int CONNECT_SECONDS = 5;

    /** Longer than any statement over all rows of a table may take. */
    private static final int SOCKET_SECONDS = 1800;

    private static final Driver DRIVER = new Driver();

    private final PostgresServers servers;
    private final TenantPasswords passwords;
    private final Config config;
    private final String password;

    @Inject
    SystemConnections(
            PostgresServers servers,
            TenantPasswords passwords,
            Config config,
            @ConfigProperty(name = "netbuild.system.password") String password) {
        this.servers = servers;
        this.passwords = passwords;
        this.config = config;
        this.password = password;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected SystemConnections() {
        this(null, null, null, null);
    }

    /** As the system, which sees the rows of all tenants there. */
    public Connection to(Placement placement) throws SQLException {
        return connect(
                placement.server(), urlOf(placement), placement.schema(), SYSTEM, passwordOn(placement.server()));
    }

    /** As the system, to a database of a server; no schema of it is looked into first. */
    public Connection to(String server, String database) throws SQLException {
        return connect(server, servers.get(server).urlOf(database), "pg_catalog", SYSTEM, passwordOn(server));
    }

    /** As the owner, to the database of a server that work on databases themselves goes to; each answer is waited for for so many seconds. */
    public Connection asOwner(String server, int answerSeconds) throws SQLException {
        PostgresServer asked = servers.get(server);
        return connect(server, asked.url(), "pg_catalog", OwnerDataSource.OWNER, asked.ownerPassword(), answerSeconds);
    }

    /**
     * As a role that works for tenants, to any database of a server.
     *
     * @param role the system's, that of the shared schema or a tenant's own
     * @param answerSeconds how long each answer is waited for
     */
    public Connection as(String role, String server, String database, int answerSeconds) throws SQLException {
        return connect(
                server,
                servers.get(server).urlOf(database),
                "pg_catalog",
                role,
                passwordOf(role, server),
                answerSeconds);
    }

    private String passwordOf(String role, String server) {
        if (role.equals(SYSTEM)) {
            return passwordOn(server);
        }
        if (role.equals(Placement.SHARED.role())) {
            return config.getValue("netbuild.app.password", String.class);
        }
        return TenantId.ofDatabaseName(role)
                .map(passwords::of)
                .orElseThrow(() -> new IllegalArgumentException("Not a role of the platform: " + role));
    }

    private String urlOf(Placement placement) {
        PostgresServer server = servers.get(placement.server());
        return placement.isolation() == Isolation.DATABASE ? server.urlOf(placement.database()) : server.url();
    }

    private String passwordOn(String server) {
        String own = "netbuild.placement.server." + server + ".system-password";
        return config.getOptionalValue(own, String.class).orElse(password);
    }

    /** As the role that the tenant's work runs as in a place of its own; its variables are not set. */
    public Connection asTenant(TenantId tenant, Placement placement) throws SQLException {
        return connect(
                placement.server(), urlOf(placement), placement.schema(), placement.role(), passwords.of(tenant));
    }

    private static Connection connect(String server, String url, String schema, String user, String secret)
            throws SQLException {
        return connect(server, url, schema, user, secret, SOCKET_SECONDS);
    }

    private static Connection connect(
            String server, String url, String schema, String user, String secret, int answerSeconds)
            throws SQLException {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, user);
        PGProperty.PASSWORD.set(properties, secret);
        PGProperty.CURRENT_SCHEMA.set(properties, schema);
        PGProperty.CONNECT_TIMEOUT.set(properties, CONNECT_SECONDS);
        PGProperty.LOGIN_TIMEOUT.set(properties, CONNECT_SECONDS);
        PGProperty.SOCKET_TIMEOUT.set(properties, answerSeconds);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.APPLICATION_NAME.set(properties, "netbuild-platform");
        try {
            Connection connection = DRIVER.connect(url, properties);
            if (connection == null) {
                throw new SQLException("Not a URL of PostgreSQL: " + url, "08001");
            }
            return connection;
        } catch (SQLException e) {
            throw new SQLException(
                    "The PostgreSQL server '%s' cannot be used: %s".formatted(server, e.getMessage()),
                    e.getSQLState(),
                    e);
        }
    }
}
