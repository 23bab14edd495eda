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
        try (Connection connection = super.getConnection()) {
            current.set(connection);
            T result = work.call();
            connection.commit();
            return result;
        } finally {
            current.remove();
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = current.get();
        if (connection == null) {
            throw new SQLException("No transaction is running");
        }
        return connection;
    }
}
