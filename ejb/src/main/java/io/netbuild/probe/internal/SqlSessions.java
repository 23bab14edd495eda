package io.netbuild.probe.internal;

import io.netbuild.placement.PostgresServers;
import io.netbuild.placement.TenantPasswords;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.TenantHome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Connections with the roles of tenants: from their datasources, and straight to a database. */
@ApplicationScoped
public class SqlSessions {

    private static final int CONNECT_SECONDS = 5;

    /** More than any statement of a probe may take. */
    private static final int ANSWER_MILLIS = 90_000;

    private final PostgresServers servers;
    private final TenantPasswords passwords;
    private final TenantHome home;
    private final Optional<String> applicationPassword;

    /** @param applicationPassword of the role that all SHARED tenants have, which only the server's own datasource needs otherwise */
    @Inject
    SqlSessions(
            PostgresServers servers,
            TenantPasswords passwords,
            TenantHome home,
            @ConfigProperty(name = "netbuild.app.password") Optional<String> applicationPassword) {
        this.servers = servers;
        this.passwords = passwords;
        this.home = home;
        this.applicationPassword = applicationPassword;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected SqlSessions() {
        this(null, null, null, Optional.empty());
    }

    /**
     * A connection from the tenant's container datasource, with no tenant bound to it. To be called outside of a transaction. A datasource of the tenant's own
     * stays as long as the session is open.
     */
    SqlSession of(ProbeTenant tenant) throws SQLException {
        TenantHome.Stay stay =
                tenant.isolation().ownEngine() ? home.enter(tenant.tenant()) : SqlSessions::nobodyHasToStay;
        String name = "java:/datasources/" + tenant.placement().datasource();
        try {
            Connection connection = InitialContext.<DataSource>doLookup(name).getConnection();
            connection.setNetworkTimeout(Runnable::run, ANSWER_MILLIS);
            return new SqlSession(connection, stay);
        } catch (NamingException e) {
            stay.close();
            throw new SQLException("There is no datasource " + name, e);
        } catch (SQLException | RuntimeException e) {
            stay.close();
            throw e;
        }
    }

    private static void nobodyHasToStay() {
        // the shared datasource is always there
    }

    /** Whether {@link #connect} knows the password of the tenant's role. */
    boolean canConnect(ProbeTenant tenant) {
        return tenant.isolation().ownEngine() || applicationPassword.isPresent();
    }

    /**
     * Connects with the role of one tenant to the database of a placement.
     *
     * @throws SQLException also when PostgreSQL refuses it, with its SQLSTATE
     */
    void connect(ProbeTenant tenant, Placement to) throws SQLException {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, tenant.placement().role());
        PGProperty.PASSWORD.set(properties, passwordOf(tenant));
        PGProperty.CONNECT_TIMEOUT.set(properties, CONNECT_SECONDS);
        PGProperty.APPLICATION_NAME.set(properties, "netbuild-probe");
        String url = servers.get(to.server()).urlOf(to.database());
        try (Connection connection = new Driver().connect(url, properties)) {
            if (connection == null) {
                throw new SQLException("Not a URL of PostgreSQL", "08001");
            }
        }
    }

    private String passwordOf(ProbeTenant tenant) {
        return tenant.isolation().ownEngine()
                ? passwords.of(tenant.id())
                : applicationPassword.orElseThrow(() -> new IllegalStateException("netbuild.app.password is not set"));
    }
}
