package io.netbuild.bench.move;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The rows of one tenant in the shared schema, and more of the same: what has come in since a {@link #snapshot} is what the engine has written for an instance, and is
 * copied with ids of its own in place of those that came in with it. Ids of what was there before, such as definitions, stay. By a superuser, past triggers and foreign keys.
 */
final class TenantRows {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** Of 16 MB: more than the moves of a benchmark fill before the next checkpoint. */
    private static final int SEGMENTS = 60;

    private final Connection superuser;
    private final String tenant;
    private final List<TenantTable> tables;

    private TenantRows(Connection superuser, String tenant, List<TenantTable> tables) {
        this.superuser = superuser;
        this.tenant = tenant;
        this.tables = tables;
    }

    /** @param superuser of the platform's database */
    static TenantRows of(Connection superuser, String tenant) throws SQLException {
        return new TenantRows(superuser, tenant, TenantTable.all(superuser));
    }

    /** A row as text: by column the value, without those that are null. */
    record Row(String table, Map<String, String> columns) {

        boolean isHistory() {
            return table.startsWith("act_hi_") || table.equals("act_ge_bytearray");
        }
    }

    /** All rows that the tenant has now. */
    Set<Row> snapshot() throws SQLException {
        Set<Row> found = new LinkedHashSet<>();
        try (Statement statement = superuser.createStatement()) {
            for (TenantTable table : tables) {
                Map<Integer, Map<String, String>> columns = new LinkedHashMap<>();
                try (ResultSet rows = statement.executeQuery(
                        """
                        select r.number, c.key, c.value
                        from (select row_number() over () as number, to_jsonb(t) as content from shared.%s t where t.%s = '%s') r,
                             jsonb_each_text(r.content) c (key, value)
                        where c.value is not null
                        """
                                .formatted(table.name(), table.tenantColumn(), tenant))) {
                    while (rows.next()) {
                        columns.computeIfAbsent(rows.getInt(1), none -> new LinkedHashMap<>())
                                .put(rows.getString(2), rows.getString(3));
                    }
                }
                columns.values().forEach(row -> found.add(new Row(table.name(), row)));
            }
        }
        return found;
    }

    /**
     * Inserts copies of some rows.
     *
     * @param before what was there before the rows came in
     * @param rows what came in
     * @param name makes ids unique: another one for each call
     */
    void multiply(Set<Row> before, List<Row> rows, int count, String name) throws SQLException {
        Set<String> ids = ids(rows);
        ids.removeAll(ids(before));
        try (Statement statement = superuser.createStatement()) {
            statement.execute("set session_replication_role = replica");
            for (Row row : rows) {
                statement.execute(insert(row, ids, count, name));
            }
            statement.execute("reset session_replication_role");
        }
    }

    /**
     * Leaves the tables as autovacuum would in the long run, and the log with segments to use again, as it has them on a server that has been at work for some time: while one is made, everybody's commits wait.
     */
    void settle() throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            for (TenantTable table : tables) {
                statement.execute("vacuum (analyze) shared." + table.name());
            }
            for (int i = 0; i < SEGMENTS; i++) {
                statement.execute(
                        "select pg_logical_emit_message(false, 'bench', 'a segment'); select pg_switch_wal()");
            }
            statement.execute("checkpoint");
        }
    }

    private static Set<String> ids(Iterable<Row> rows) {
        Set<String> ids = new TreeSet<>();
        for (Row row : rows) {
            row.columns()
                    .values()
                    .forEach(value -> ID.matcher(value).results().forEach(found -> ids.add(found.group())));
        }
        return ids;
    }

    private static String insert(Row row, Set<String> ids, int count, String name) {
        List<String> values = new ArrayList<>();
        row.columns().forEach((column, value) -> values.add(copied(value, ids, name)));
        return "insert into shared.%s (%s) select %s from generate_series(1, %d) n"
                .formatted(row.table(), String.join(", ", row.columns().keySet()), String.join(", ", values), count);
    }

    /** A literal for what is the same in each copy, which takes the column's type; an expression for what holds an id. */
    private static String copied(String value, Set<String> ids, String name) {
        String literal = "'" + value.replace("'", "''") + "'";
        String expression = literal;
        for (String id : ids) {
            if (value.contains(id)) {
                expression = expression.replace(id, "' || md5('" + name + id + "' || n)::uuid || '");
            }
        }
        return expression;
    }
}
