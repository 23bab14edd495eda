package io.netbuild.placement;

import io.netbuild.context.ForwardingDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Connections of the role that owns all schemas and databases, one by one: definitions change too seldom for a pool. Made with the URL as it is given: the
 * driver's own data source writes all its parameters into the URL, in which Flyway then looks for passwords for 0.04 s.
 */
final class OwnerDataSource extends ForwardingDataSource {

    static final String OWNER = "netbuild_owner";

    private static final Driver DRIVER = new Driver();

    private final String url;
    private final Properties properties = new Properties();

    OwnerDataSource(String url, String password) {
        this.url = url;
        PGProperty.USER.set(properties, OWNER);
        PGProperty.PASSWORD.set(properties, password);
        PGProperty.CONNECT_TIMEOUT.set(properties, 2);
        PGProperty.LOGIN_TIMEOUT.set(properties, 3);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.APPLICATION_NAME.set(properties, "netbuild-owner");
        // scripts are one message then, instead of several for each statement in them
        PGProperty.PREFER_QUERY_MODE.set(properties, "extendedForPrepared");
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = DRIVER.connect(url, properties);
        if (connection == null) {
            throw new SQLException("Not a URL of PostgreSQL: " + url, "08001");
        }
        return connection;
    }

    @Override
    protected DataSource target() throws SQLException {
        throw new SQLFeatureNotSupportedException("Only connections can be had");
    }
}
