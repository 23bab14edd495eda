package io.netbuild.placement;

import io.netbuild.context.BoundTenant;
import io.netbuild.context.ForwardingDataSource;
import io.netbuild.context.TenantContext;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * Connections to the standby of a database, for transactions that read only while the primary does not answer. One for each transaction and outside of any pool:
 * that is for a time of need, and a pool would keep what it has when that is over. They take no part in the transaction, which they could not change anything
 * by, and are closed at its end. Thread-safe.
 */
final class StandbyReads extends ForwardingDataSource {

    private static final Driver DRIVER = new Driver();

    private final String url;
    private final Properties properties;
    private final TransactionSynchronizationRegistry transactions;

    /**
     * @param url of the database on the standby
     * @param properties of the driver, with user and password
     */
    StandbyReads(String url, Properties properties, TransactionSynchronizationRegistry transactions) {
        this.url = url;
        this.properties = properties;
        this.transactions = transactions;
    }

    /** Whether this thread works for a tenant that may read and nothing else. */
    static boolean areEnough() {
        return TenantContext.tenant().map(BoundTenant::readOnly).orElse(false);
    }

    /** The connection that the running transaction has already; null when it has none. */
    @Nullable
    Connection ofTransaction() {
        return transactions.getResource(this) instanceof OneConnection known ? known.getConnection() : null;
    }

    /** The connection of the running transaction from now on. */
    Connection begin() throws SQLException {
        OneConnection connection = new OneConnection(getConnection());
        transactions.putResource(this, connection);
        transactions.registerInterposedSynchronization(new End(connection));
        return connection.getConnection();
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = DRIVER.connect(url, properties);
        if (connection == null) {
            throw new SQLException("Not a URL of PostgreSQL: " + url, "08001");
        }
        connection.setAutoCommit(false);
        return connection;
    }

    @Override
    protected DataSource target() throws SQLException {
        throw new SQLFeatureNotSupportedException("Only connections can be had");
    }

    private record End(OneConnection connection) implements Synchronization {

        @Override
        public void beforeCompletion() {
            // there is nothing to be written
        }

        @Override
        public void afterCompletion(int status) {
            try {
                connection.close();
            } catch (SQLException e) {
                PlacementLog.LOG.notAborted(e);
            }
        }
    }
}
