package io.netbuild.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A transaction to try statements in; nothing of it stays. */
final class Transaction implements AutoCloseable {

    static final String DENIED = "42501";

    private final Connection connection;

    private Transaction(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
    }

    static Transaction of(DataSource dataSource) throws SQLException {
        return new Transaction(dataSource.getConnection());
    }

    /** As a superuser, who can turn into any role by {@link #as}. */
    static Transaction ofAdmin() throws SQLException {
        return new Transaction(TestDatabase.get().server().admin(TestDatabase.DATABASE));
    }

    Connection connection() {
        return connection;
    }

    Transaction as(String role, @Nullable String tenant) throws SQLException {
        return execute(
                "set local role " + role + "; set local app.current_tenant = '" + (tenant == null ? "" : tenant) + "'");
    }

    Transaction execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return this;
    }

    int update(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    /** The state of the error that a statement ends with; the transaction goes on. */
    String error(String sql) throws SQLException {
        Savepoint savepoint = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            connection.rollback(savepoint);
            return String.valueOf(e.getSQLState());
        }
        throw new AssertionError("did not fail: " + sql);
    }

    List<@Nullable String> column(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<@Nullable String> values = new ArrayList<>();
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
                return values;
            }
        }
    }

    @Nullable
    String value(String sql, Object... parameters) throws SQLException {
        return column(sql, parameters).get(0);
    }

    long count(String sql, Object... parameters) throws SQLException {
        return Long.parseLong(String.valueOf(value("select count(*) from " + sql, parameters)));
    }

    void commit() throws SQLException {
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
        connection.close();
    }
}
