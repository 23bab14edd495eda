package io.netbuild.probe.internal;

import io.netbuild.database.TenantTable;
import io.netbuild.database.TenantTables;
import io.netbuild.tenant.TenantHome;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A connection of a tenant's role as application code could get it by itself. Every statement has a transaction of its own, which is rolled back. Not
 * thread-safe.
 */
final class SqlSession implements AutoCloseable {

    private static final String PATIENCE = "set local statement_timeout = '10s'; set local lock_timeout = '3s'";

    private final Connection connection;
    private final TenantHome.Stay stay;

    /**
     * @param connection outside of any container transaction; is closed by this
     * @param stay for which its datasource is there; is closed by this
     */
    SqlSession(Connection connection, TenantHome.Stay stay) throws SQLException {
        this.connection = connection;
        this.stay = stay;
        connection.setAutoCommit(false);
    }

    /** What the session variable with the tenant is set to while a statement runs. */
    record Setting(String words, String statement) {

        static final Setting NONE = new Setting("without a tenant", "");
        static final Setting EMPTY = new Setting("with an empty tenant", "; set local app.current_tenant = ''");

        static Setting of(ProbeTenant tenant) {
            return new Setting("", "; set local app.current_tenant = '%s'".formatted(tenant.id()));
        }
    }

    /** The tables of the schema that hold tenants' rows. */
    List<TenantTable> tables(String schema) throws SQLException {
        try {
            return TenantTables.of(connection, schema);
        } finally {
            connection.rollback();
        }
    }

    /** The number that a query begins with, or how many rows a statement has changed. */
    long number(Setting setting, String sql) throws SQLException {
        return run(setting, sql, rows -> rows.getLong(1));
    }

    /** The text that a query begins with; empty when it finds nothing. */
    String text(Setting setting, String sql) throws SQLException {
        String[] text = {""};
        run(setting, sql, rows -> {
            text[0] = String.valueOf(rows.getString(1));
            return 0;
        });
        return text[0];
    }

    private interface FirstRow {
        long read(ResultSet rows) throws SQLException;
    }

    private long run(Setting setting, String sql, FirstRow row) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(PATIENCE + setting.statement());
            if (!statement.execute(sql)) {
                return statement.getUpdateCount();
            }
            try (ResultSet rows = statement.getResultSet()) {
                return rows.next() ? row.read(rows) : 0;
            }
        } finally {
            connection.rollback();
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            connection.close();
        } finally {
            stay.close();
        }
    }
}
