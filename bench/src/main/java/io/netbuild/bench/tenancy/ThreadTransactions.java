package io.netbuild.bench.tenancy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;

/** A pool whose connection a thread keeps for a whole transaction, whatever asks for one meanwhile: JDBC's transactions, and nothing around them. */
final class ThreadTransactions extends HikariDataSource {

    private final ThreadLocal<Connection> current = new ThreadLocal<>();

    ThreadTransactions(HikariConfig configuration) {
        super(configuration);
    }

    <T> T in(Callable<T> work) throws Exception {
        current.set(super.getConnection());
        try {
            T result = work.call();
            getConnection().commit();
            return result;
        } finally {
            getConnection().close();
            current.remove();
        }
    }

    /** Another one in place of a closed one: the engine closes that by which it looks at the database while it is built. */
    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = current.get();
        if (connection == null) {
            throw new SQLException("No transaction is running");
        }
        if (connection.isClosed()) {
            connection = super.getConnection();
            current.set(connection);
        }
        return connection;
    }
}
