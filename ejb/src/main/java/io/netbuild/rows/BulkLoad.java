package io.netbuild.rows;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes a place that nobody works in yet quick to fill: its indexes are made at once when the rows are there, which takes a fraction of what it takes to keep them in order
 * row by row. Everything can be repeated. Needs the owner of the tables, and no transaction.
 */
public final class BulkLoad {

    /** Those that are neither unique nor hold a constraint: the keys are needed to know which rows are there already. */
    private static final String INDEXES =
            """
            select pg_get_indexdef(i.indexrelid) from pg_index i join pg_class t on t.oid = i.indrelid
            where t.relnamespace = %s::regnamespace and not i.indisunique and t.relname in (%s)
            order by t.relname, i.indexrelid::regclass::text
            """;

    private static final Pattern CREATE = Pattern.compile("CREATE INDEX (\\S+) ON (\\S+) .*", Pattern.DOTALL);

    private BulkLoad() {}

    /** Definitions of the indexes of some tables that can be made later. */
    public static List<String> indexes(Connection owner, String schema, Collection<String> tables) throws SQLException {
        if (tables.isEmpty()) {
            return List.of();
        }
        String names = tables.stream().map(Sql::text).collect(Collectors.joining(", "));
        return Sql.list(owner, INDEXES.formatted(Sql.text(schema), names), row -> row.getString(1)).stream()
                .filter(definition -> CREATE.matcher(definition).matches())
                .toList();
    }

    /** Drops those of the indexes that are there. */
    public static void drop(Connection owner, String schema, List<String> definitions) throws SQLException {
        List<String> names = new ArrayList<>();
        for (String definition : definitions) {
            names.add(Sql.name(schema) + "." + nameIn(definition));
        }
        if (!names.isEmpty()) {
            Sql.execute(owner, "drop index if exists " + String.join(", ", names));
        }
    }

    /** Makes the index unless it is there, with one process of PostgreSQL: others need the processors too. */
    public static void create(Connection owner, String definition) throws SQLException {
        Sql.execute(
                owner,
                "set maintenance_work_mem = '256MB'; set max_parallel_maintenance_workers = 0; "
                        + definition.replaceFirst("CREATE INDEX", "create index if not exists"));
    }

    /** Whether this is an index of a table. */
    public static boolean isOn(String definition, String schema, String table) {
        Matcher create = CREATE.matcher(definition);
        return create.matches() && create.group(2).replace("\"", "").equals((schema + "." + table).replace("\"", ""));
    }

    /** As PostgreSQL writes it, quoted where it has to be. */
    private static String nameIn(String definition) throws SQLException {
        Matcher create = CREATE.matcher(definition);
        if (!create.matches()) {
            throw new SQLException("Not the definition of an index: " + definition);
        }
        return create.group(1);
    }

    /**
     * Has PostgreSQL know what is in a table, or it would plan badly for the first who work with it; unless it is just looking into it by itself. As thoroughly as the server does, also when the session has looked roughly
     * before.
     */
    public static void analyze(Connection owner, String schema, Table table) throws SQLException {
        Sql.execute(
                owner,
                "reset default_statistics_target; analyze (skip_locked) %s.%s"
                        .formatted(Sql.name(schema), Sql.name(table.name())));
    }

    /** The same from a tenth of the rows, at a tenth of the cost. With all columns named PostgreSQL goes on counting what has changed, and looks at the table by itself later. */
    public static void analyzeRoughly(Connection owner, String schema, Table table) throws SQLException {
        Sql.execute(
                owner,
                "set default_statistics_target = 10; analyze (skip_locked) %s.%s (%s)"
                        .formatted(Sql.name(schema), Sql.name(table.name()), table.columnList()));
    }

    /** How many rows PostgreSQL knows a table to have; 0 when it has not looked at it yet. Within the caller's transaction. */
    public static long knownRows(Side side, Table table) throws SQLException {
        return Sql.list(
                        side.connection(),
                        "select greatest(reltuples, 0)::bigint from pg_class where oid = %s::regclass"
                                .formatted(Sql.text(Sql.name(table.name()))),
                        row -> row.getLong(1))
                .get(0);
    }

    /**
     * Has PostgreSQL know how large a table of many tenants is now, and whose its rows are, at a fraction of the cost: sessions that have been here for long would go on reading through all of it, because it was small
     * when they made their plans. It looks at the rest by itself later.
     */
    public static void analyzeSize(Connection owner, String schema, Table table) throws SQLException {
        Sql.execute(
                owner,
                "analyze (skip_locked) %s.%s (%s)"
                        .formatted(Sql.name(schema), Sql.name(table.name()), Sql.name(table.tenantColumn())));
    }
}
