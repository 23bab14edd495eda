package io.netbuild.rows;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which tables there are on each side, by what the database itself says; and what of it keeps a tenant from moving. */
public final class Catalogue {

    private static final String TABLES =
            """
            select t.table_name, t.tenant_column, t.shared_when is not null,
                   array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                         order by a.attname collate "C"),
                   array(select format_type(a.atttypid, a.atttypmod) from pg_attribute a
                         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attname collate "C"),
                   array(select a.attname::text from pg_index i, unnest(i.indkey) with ordinality k (attnum, place), pg_attribute a
                         where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid and a.attnum = k.attnum order by k.place)
            from tenant_tables t
            join pg_class c on c.relnamespace = current_schema::regnamespace and c.relname = t.table_name
            where t.tenant_column is not null and t.access = 'WRITE'
            order by t.table_name collate "C"
            """;

    private static final String UNDECIDED =
            """
            select c.relname from pg_class c
            where c.relnamespace = current_schema::regnamespace and c.relkind in ('r', 'p', 'f', 'm')
              and c.relname <> 'flyway_schema_history' and c.relname not in (select table_name from tenant_tables)
            order by c.relname
            """;

    private static final String MAY_WRITE_AS_IS =
            "select has_parameter_privilege('netbuild_system', 'session_replication_role', 'set')";

    private Catalogue() {}

    /** All tables whose rows move with their tenants, by name, in the schema that the connection looks into first. */
    public static List<Table> tables(Connection connection) throws SQLException {
        return Sql.list(connection, TABLES, row -> {
            List<String> names = Sql.texts(row, 4);
            List<String> types = Sql.texts(row, 5);
            Map<String, Table.Column> columns = new HashMap<>();
            List<Table.Column> ordered = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                Table.Column column = new Table.Column(names.get(i), types.get(i));
                columns.put(column.name(), column);
                ordered.add(column);
            }
            List<Table.Column> key = Sql.texts(row, 6).stream()
                    .flatMap(name -> Stream.ofNullable(columns.get(name)))
                    .toList();
            return new Table(row.getString(1), row.getString(2), row.getBoolean(3), ordered, key);
        });
    }

    /** Tables of which nobody has decided whether they hold tenants' rows, each as a sentence. */
    public static List<String> undecided(Side side) throws SQLException {
        return Sql.list(
                side.connection(),
                UNDECIDED,
                row -> "Nobody has decided whose the rows of table %s.%s are: it is not in tenant_tables"
                        .formatted(side.schema(), row.getString(1)));
    }

    /** What differs between the tables of both sides, each as a sentence; empty when rows can move from one to the other. */
    public static List<String> differences(Side source, Side target) throws SQLException {
        List<String> found = new ArrayList<>();
        Map<String, Table> there = new HashMap<>();
        tables(target.connection()).forEach(table -> there.put(table.name(), table));
        for (Table table : tables(source.connection())) {
            Table other = there.remove(table.name());
            if (other == null) {
                found.add("Table %s is missing in schema %s".formatted(table.name(), target.schema()));
            } else if (!table.equals(other)) {
                found.add("Table %s has other columns or another key in schema %s than in schema %s: %s and %s"
                        .formatted(
                                table.name(),
                                target.schema(),
                                source.schema(),
                                difference(other, table),
                                difference(table, other)));
            }
            if (table.key().isEmpty()) {
                found.add("Table %s has no primary key".formatted(table.name()));
            }
        }
        there.keySet().stream()
                .sorted()
                .forEach(name -> found.add("Table %s is missing in schema %s".formatted(name, source.schema())));
        return found;
    }

    private static List<Table.Column> difference(Table one, Table other) {
        return one.columns().stream()
                .filter(column -> !other.columns().contains(column))
                .toList();
    }

    /** What keeps the system from writing rows as they are, as a sentence; empty when nothing does. Asked on any connection to the server. */
    public static List<String> lackingPrivileges(Connection connection) throws SQLException {
        return Sql.list(
                        connection,
                        MAY_WRITE_AS_IS,
                        row -> row.getBoolean(1)
                                ? ""
                                : "The role netbuild_system may not set session_replication_role on this server: a superuser has to run \"grant set on parameter session_replication_role to netbuild_system\"")
                .stream()
                .filter(sentence -> !sentence.isEmpty())
                .toList();
    }
}
