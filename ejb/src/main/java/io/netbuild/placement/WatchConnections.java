package io.netbuild.placement;

import io.netbuild.tenant.Placement;
import io.netbuild.tenant.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Connections that are kept for as long as the server runs, to listen on: outside of all pools and of all transactions. {@code netbuild.system.password} is
 * that of the role {@code netbuild_system}, from the environment.
 */
@ApplicationScoped
public class WatchConnections {

    private static final String SYSTEM = "netbuild_system";
    private static final int CONNECT_SECONDS = 2;

    /** More than a look may take: a database that does not answer any more must not be waited for for ever. */
    private static final int SOCKET_SECONDS = 40;

    private static final Driver DRIVER = new Driver();

    private final PostgresServers servers;
    private final TenantPasswords passwords;
    private final String systemPassword;

    @Inject
    WatchConnections(
            PostgresServers servers,
            TenantPasswords passwords,
            @ConfigProperty(name = "netbuild.system.password") String systemPassword) {
        this.servers = servers;
        this.passwords = passwords;
        this.systemPassword = systemPassword;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected WatchConnections() {
        this(null, null, null);
    }

    /** To the main database, as the system. */
    public Connection toMain() throws SQLException {
        return connect(servers.get(Placement.MAIN_SERVER).url(), SYSTEM, systemPassword);
    }

    /** To the database of a tenant that has one of its own, as the tenant; its variables are not set. */
    public Connection toOwnDatabaseOf(Tenant tenant) throws SQLException {
        Placement placement = tenant.placement();
        return connect(
                servers.get(placement.server()).urlOf(placement.database()),
                placement.role(),
                passwords.of(tenant.id()));
    }

    private static Connection connect(String url, String user, String password) throws SQLException {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, user);
        PGProperty.PASSWORD.set(properties, password);
        PGProperty.CONNECT_TIMEOUT.set(properties, CONNECT_SECONDS);
        PGProperty.SOCKET_TIMEOUT.set(properties, SOCKET_SECONDS);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.APPLICATION_NAME.set(properties, "netbuild-watch");
        Connection connection = DRIVER.connect(url, properties);
        if (connection == null) {
            throw new SQLException("Not a URL of PostgreSQL: " + url, "08001");
        }
        return connection;
    }
}
