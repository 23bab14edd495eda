package io.netbuild.offboarding.internal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts the rows of a tenant in one database: in every table of the platform's schemas that has a column for tenants, by its name or because the policy {@code tenant_rows}
 * asks for it. What tables there are is what the catalogue says, so that one that nobody knows of is looked into as well.
 */
public final class RowScan {

    private static final String TABLES =
            """
            with tenant_column as (
                select a.attrelid, a.attname, a.attnum
                from pg_attribute a
                where a.attname in ('tenant_id', 'tenant_id_', 'rls_tenant_') and a.attnum > 0 and not a.attisdropped
                union
                select a.attrelid, a.attname, a.attnum
                from pg_policy p
                join pg_depend d on d.classid = 'pg_policy'::regclass and d.objid = p.oid
                                and d.refclassid = 'pg_class'::regclass and d.refobjid = p.polrelid and d.refobjsubid > 0
                join pg_attribute a on a.attrelid = p.polrelid and a.attnum = d.refobjsubid
                where p.polname = 'tenant_rows'
            )
            select n.nspname, c.relname, t.columns,
                   has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select')
                   and (not row_security_active(c.oid)
                        or exists (select from pg_policy p
                                   where p.polrelid = c.oid and p.polpermissive and p.polcmd in ('r', '*')
                                     and pg_get_expr(p.polqual, p.polrelid) = 'true'
                                     and (0::oid = any (p.polroles) or (select oid from pg_roles where rolname = current_user) = any (p.polroles))))
                   and not exists (select from pg_policy p where p.polrelid = c.oid and not p.polpermissive)
            from (select attrelid, array_agg(attname::text order by attnum) as columns from tenant_column group by attrelid) t
            join pg_class c on c.oid = t.attrelid
            join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'm', 'f') and not c.relispartition
              and (n.nspname in ('netbuild', 'shared', 'engine') or n.nspname like 'tenant\\_%')
              and (?::text[] is null or n.nspname = any (?::text[]))
            order by n.nspname collate "C", c.relname collate "C"
            """;

    /** To compile the statements below would take longer than to run them. */
    private static final String WITHOUT_JIT = "set local jit = off";

    private RowScan() {}

    /** @param rows none, as a rule: tables without any are told as well */
    public record Count(String schema, String table, long rows) {}

    /** @param blind tables that may hold rows that this session cannot see */
    public record Result(List<Count> counts, List<String> blind) {}

    private record Table(String schema, String name, List<String> columns, boolean countable) {

        String qualified() {
            return quoted(schema) + "." + quoted(name);
        }

        String count() {
            return "select '%s', count(*) from %s where %s"
                    .formatted(
                            name.replace("'", "''"),
                            qualified(),
                            columns.stream()
                                    .map(column -> quoted(column) + "::text = t.id")
                                    .collect(Collectors.joining(" or ")));
        }
    }

    /**
     * @param connection of the role {@code netbuild_system}, in a transaction, which is the caller's
     * @param schemas to look into, null for all
     */
    public static Result of(Connection connection, String tenant, @Nullable List<String> schemas) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(WITHOUT_JIT);
        }
        List<String> blind = new ArrayList<>();
        Map<String, List<Table>> countable = new LinkedHashMap<>();
        for (Table table : tables(connection, schemas)) {
            if (table.countable()) {
                countable
                        .computeIfAbsent(table.schema(), first -> new ArrayList<>())
                        .add(table);
            } else {
                blind.add(table.qualified());
            }
        }
        List<Count> counts = new ArrayList<>();
        for (Map.Entry<String, List<Table>> schema : countable.entrySet()) {
            counts.addAll(counts(connection, tenant, schema.getKey(), schema.getValue()));
        }
        return new Result(counts, blind);
    }

    private static List<Table> tables(Connection connection, @Nullable List<String> schemas) throws SQLException {
        List<Table> tables = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(TABLES)) {
            Array names = schemas == null ? null : connection.createArrayOf("text", schemas.toArray());
            select.setArray(1, names);
            select.setArray(2, names);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    tables.add(new Table(
                            rows.getString(1),
                            rows.getString(2),
                            Stream.of((String[]) rows.getArray(3).getArray()).toList(),
                            rows.getBoolean(4)));
                }
            }
        }
        return tables;
    }

    private static List<Count> counts(Connection connection, String tenant, String schema, List<Table> tables)
            throws SQLException {
        String sql = tables.stream()
                .map(Table::count)
                .collect(Collectors.joining(
                        " union all ",
                        "select c.* from (select ?::text as id) t cross join lateral (",
                        ") c (name, rows)"));
        List<Count> counts = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, tenant);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    counts.add(new Count(schema, rows.getString(1), rows.getLong(2)));
                }
            }
        }
        return counts;
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
