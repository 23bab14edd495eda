package io.netbuild.probe.internal;

import io.netbuild.database.TenantTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A table as its owner's role sees it.
 *
 * @param column says whose a row is
 * @param rows how many of its own it has there; 0 also when it may not read them
 * @param sample one of them as JSON; empty when there is none, or it may not read all columns
 * @param times the columns that must have a time, and may decide which partition a row belongs to
 * @param insertable whether the role has the privilege to insert whole rows at all; likewise {@code updatable} and {@code deletable}
 */
record SqlTable(
        String schema,
        String name,
        String column,
        long rows,
        String sample,
        List<String> times,
        boolean insertable,
        boolean updatable,
        boolean deletable) {

    String qualified() {
        return schema + "." + name;
    }

    /** All tables of tenants in the schema. */
    static List<SqlTable> of(SqlSession session, ProbeTenant owner, String schema, List<TenantTable> tables)
            throws SQLException {
        List<SqlTable> found = new ArrayList<>();
        for (TenantTable table : tables) {
            found.add(of(session, owner, schema, table));
        }
        return found;
    }

    private static SqlTable of(SqlSession session, ProbeTenant owner, String schema, TenantTable table)
            throws SQLException {
        SqlSession.Setting own = SqlSession.Setting.of(owner);
        String qualified = schema + "." + table.name();
        String privileges = session.text(
                own,
                "select string_agg(p, ' ') from unnest(array['select', 'insert', 'update', 'delete']) p where has_table_privilege('%s', p)"
                        .formatted(qualified));
        String of = " from %s t where t.%s = '%s'".formatted(qualified, table.tenantColumn(), owner.id());
        boolean countable = session.number(own, countable(qualified, table.tenantColumn())) > 0;
        boolean readable = privileges.contains("select");
        return new SqlTable(
                schema,
                table.name(),
                table.tenantColumn(),
                countable ? session.number(own, "select count(*)" + of) : 0,
                readable ? session.text(own, "select row_to_json(t)::text" + of + " limit 1") : "",
                times(session, qualified),
                privileges.contains("insert"),
                privileges.contains("update"),
                privileges.contains("delete"));
    }

    private static String countable(String qualified, String column) {
        return "select has_column_privilege('%s', '%s', 'select')::int".formatted(qualified, column);
    }

    private static List<String> times(SqlSession session, String qualified) throws SQLException {
        String names = session.text(
                SqlSession.Setting.NONE,
                """
                select coalesce(string_agg(attname, ' '), '') from pg_attribute
                where attrelid = '%s'::regclass and attnum > 0 and not attisdropped and attnotnull and not atthasdef
                  and atttypid in ('timestamptz'::regtype, 'timestamp'::regtype, 'date'::regtype)
                """
                        .formatted(qualified));
        return names.isEmpty() ? List.of() : List.of(names.split(" "));
    }

    String count(String tenant) {
        return "select count(*) from %s where %s = '%s'".formatted(qualified(), column, tenant);
    }

    String countOfAnybody() {
        return "select count(*) from %s where %s is not null".formatted(qualified(), column);
    }

    String update(String tenant, String to) {
        return "update %1$s set %2$s = '%4$s' where %2$s = '%3$s'".formatted(qualified(), column, tenant, to);
    }

    String delete(String tenant) {
        return "delete from %s where %s = '%s'".formatted(qualified(), column, tenant);
    }

    /** Inserts a copy of the row, or one with little but its tenant when there is none to copy. */
    String insert(String row, String tenant) {
        return row.isEmpty()
                ? "insert into %s (%s) values ('%s'%s)"
                        .formatted(
                                qualified(),
                                String.join(
                                        ", ",
                                        Stream.concat(Stream.of(column), times.stream())
                                                .toList()),
                                tenant,
                                ", now()".repeat(times.size()))
                : "insert into %1$s select (json_populate_record(null::%1$s, '%2$s')).*"
                        .formatted(qualified(), row.replace("'", "''"));
    }
}
