package io.netbuild.tenant.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A query that is given up after some seconds. PostgreSQL is asked to end it then, be it that it takes so long or that it waits for a lock, and keeps the connection; a PostgreSQL
 * that says nothing to that either loses it {@value #SILENCE_SECONDS} s later.
 */
final class LimitedQuery {

    private static final int SILENCE_SECONDS = 3;

    private LimitedQuery() {}

    /** What is done with the statement. */
    @FunctionalInterface
    interface Work<T> {
        T run(PreparedStatement query) throws SQLException;
    }

    static <T> T run(DataSource dataSource, int seconds, String sql, Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            int usual = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, (seconds + SILENCE_SECONDS) * 1000);
            try (PreparedStatement query = connection.prepareStatement(sql)) {
                query.setQueryTimeout(seconds);
                return work.run(query);
            } finally {
                restore(connection, usual);
            }
        }
    }

    private static void restore(Connection connection, int networkTimeout) {
        try {
            connection.setNetworkTimeout(Runnable::run, networkTimeout);
        } catch (SQLException e) {
            // it was lost, and the pool has been told by that
        }
    }
}
