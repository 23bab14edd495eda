package io.netbuild.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Drops a schema and all that is in it so that others who work in the database do not notice: a few tables at a time. In one transaction an engine's would be so many changes of the catalogue that every session
 * forgets what it knows of any table, and plans its next statements anew. The schema first gets another name, so that whoever looks for it finds the whole of it or nothing, and a new one of its name can be made at once.
 */
public final class SchemaRemoval {

    /** No tenant's schema begins so. */
    private static final String DROPPED = "dropped_";

    /** Of one transaction: 754 messages about the catalogue at most, by {@code pg_waldump} of PostgreSQL 15, and 6,720 for all 49 at once; its queue to the sessions holds 4,096. */
    private static final int TABLES = 4;

    /** In which sessions that do nothing read what there is. */
    private static final long MOMENT_MILLIS = 10;

    private static final String SOME_TABLES =
            """
            select format('%%I.%%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = ? and c.relkind in ('r', 'p') and not c.relispartition order by c.relname limit %d
            """
                    .formatted(TABLES);

    private SchemaRemoval() {}

    /**
     * Drops the schema, and what is left of one of its name when that was broken off. What is not there is fine.
     *
     * @param owner of the schema, and of all that is in it, without a transaction
     * @throws SQLException also when somebody else uses a table for longer than the session waits for locks; to be tried again then
     */
    public static void drop(Connection owner, String schema) throws SQLException {
        String dropped = DROPPED + schema;
        dismantle(owner, dropped);
        if (exists(owner, schema)) {
            execute(owner, "alter schema %s rename to %s".formatted(quoted(owner, schema), quoted(owner, dropped)));
            dismantle(owner, dropped);
        }
    }

    private static void dismantle(Connection owner, String schema) throws SQLException {
        for (List<String> tables = tables(owner, schema); !tables.isEmpty(); tables = tables(owner, schema)) {
            execute(owner, "drop table if exists %s cascade".formatted(String.join(", ", tables)));
            pause();
        }
        execute(owner, "drop schema if exists %s cascade".formatted(quoted(owner, schema)));
    }

    private static void pause() throws SQLException {
        try {
            TimeUnit.MILLISECONDS.sleep(MOMENT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("Interrupted", e);
        }
    }

    private static List<String> tables(Connection owner, String schema) throws SQLException {
        return names(owner, SOME_TABLES, schema);
    }

    private static boolean exists(Connection owner, String schema) throws SQLException {
        return !names(owner, "select nspname from pg_namespace where nspname = ?", schema)
                .isEmpty();
    }

    private static List<String> names(Connection owner, String sql, String schema) throws SQLException {
        try (PreparedStatement select = owner.prepareStatement(sql)) {
            select.setString(1, schema);
            List<String> names = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        }
    }

    private static void execute(Connection owner, String sql) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String quoted(Connection owner, String identifier) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            return statement.enquoteIdentifier(identifier, true);
        }
    }
}
