package io.netbuild.rows;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * A session of the system in an engine's schema. Its transactions are ended by whoever uses it. Triggers, foreign keys and defaults are none of its business: rows are
 * what they were. Not thread-safe.
 */
public final class Side implements AutoCloseable {

    /** After which PostgreSQL ends a transaction whose user says nothing: before the locks of that user, which are kept for longer, are given to somebody else. */
    public static final String LONGEST_SILENCE = "4min";

    private final Connection connection;
    private final String schema;

    private Side(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    /**
     * Prepares a session. What it has not committed is gone when its user says nothing for {@value #LONGEST_SILENCE}.
     *
     * @param connection of the role {@code netbuild_system}, which it belongs to from now on
     * @throws SQLException also when the role may not set {@code session_replication_role}
     */
    public static Side of(Connection connection, String schema) throws SQLException {
        try {
            connection.setAutoCommit(true);
            Sql.execute(
                    connection,
                    """
                    set search_path = %s, pg_temp; set session_replication_role = replica; set timezone = 'UTC'; set datestyle = 'ISO';
                    set bytea_output = 'hex'; set lock_timeout = '10s'; set statement_timeout = '30min';
                    set idle_in_transaction_session_timeout = '%s'; set max_parallel_workers_per_gather = 0"""
                            .formatted(Sql.name(schema), LONGEST_SILENCE));
            connection.setAutoCommit(false);
            return new Side(connection, schema);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Prepares a session that only reads, all that it reads as it is at one moment, until it is closed.
     *
     * @param connection of the role {@code netbuild_system}, which it belongs to from now on
     */
    public static Side snapshot(Connection connection, String schema) throws SQLException {
        try {
            connection.setAutoCommit(true);
            Sql.execute(
                    connection,
                    """
                    set search_path = %s, pg_temp; set timezone = 'UTC'; set datestyle = 'ISO'; set intervalstyle = 'iso_8601'; set bytea_output = 'hex';
                    set extra_float_digits = 3; set statement_timeout = 0; set idle_in_transaction_session_timeout = '10min'"""
                            .formatted(Sql.name(schema)));
            connection.setAutoCommit(false);
            Sql.execute(connection, "set transaction isolation level repeatable read read only");
            return new Side(connection, schema);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * From now on commits do not wait for the disk; they come there in their order. To be used when whoever could find something to be missing after a crash of PostgreSQL
     * would find everything to be missing that came later, on either side and in the record of the move.
     */
    public Side relaxed() throws SQLException {
        Sql.execute(connection, "set synchronous_commit = off");
        connection.commit();
        return this;
    }

    Connection connection() {
        return connection;
    }

    String schema() {
        return schema;
    }

    String qualified(Table table) {
        return Sql.name(schema) + "." + Sql.name(table.name());
    }

    public void commit() throws SQLException {
        connection.commit();
    }

    public void rollback() throws SQLException {
        connection.rollback();
    }

    /** From now on each answer is waited for for so long at most. A session that gives none is given up, and closed. @param longest whole milliseconds, more than none */
    public void requireAnswersWithin(Duration longest) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(longest.toMillis()));
    }

    /** A transaction that sees everything as it is at one moment. To be called between transactions; ended by {@link #commit}. */
    public void beginSnapshot() throws SQLException {
        Sql.execute(connection, "set transaction isolation level repeatable read");
    }

    /** All tables whose rows move with their tenants, by name. */
    public List<Table> tables() throws SQLException {
        return Catalogue.tables(connection);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
