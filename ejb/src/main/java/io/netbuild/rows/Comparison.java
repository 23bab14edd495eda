package io.netbuild.rows;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Compares the tenant's rows of both sides, without bringing them together: by their number and a sum over them that no order changes. */
public final class Comparison {

    private static final String FOREIGN_KEYS =
            """
            select k.conname, k.conrelid::regclass::text, k.confrelid::regclass::text,
                   array(select a.attname::text from unnest(k.conkey) with ordinality c (attnum, place), pg_attribute a
                         where a.attrelid = k.conrelid and a.attnum = c.attnum order by c.place),
                   array(select a.attname::text from unnest(k.confkey) with ordinality c (attnum, place), pg_attribute a
                         where a.attrelid = k.confrelid and a.attnum = c.attnum order by c.place),
                   t.tenant_column
            from pg_constraint k
            join pg_class c on c.oid = k.conrelid
            join tenant_tables t on t.table_name = c.relname
            where k.contype = 'f' and c.relnamespace = current_schema::regnamespace
              and t.tenant_column is not null and t.access = 'WRITE'
            """;

    private final String tenant;

    public Comparison(String tenant) {
        this.tenant = tenant;
    }

    /** @param sum of a 64-bit hash of each row */
    public record Summary(long rows, BigDecimal sum) {}

    /** Of all rows of the tenant in a table. */
    public Summary of(Side side, Table table) throws SQLException {
        return summary(side, table, "%s t where %s".formatted(Sql.name(table.name()), table.moving(tenant, "t")));
    }

    /** Of those rows alone that have one of the keys. */
    public Summary of(Side side, Table table, List<List<String>> keys) throws SQLException {
        return summary(
                side,
                table,
                "%s t, %s and %s"
                        .formatted(Sql.name(table.name()), table.joinedWith(keys, "t"), table.moving(tenant, "t")));
    }

    private static Summary summary(Side side, Table table, String from) throws SQLException {
        return Sql.list(
                        side.connection(),
                        "select count(*), coalesce(sum(hashtextextended(row(%s)::text, 0)::numeric), 0) from %s"
                                .formatted(table.comparedList("t"), from),
                        row -> new Summary(row.getLong(1), row.getBigDecimal(2)))
                .get(0);
    }

    /** The tenant's rows that refer to what is not there, each constraint with some as a sentence. */
    public List<String> danglingReferences(Side side) throws SQLException {
        List<String> queries = Sql.list(side.connection(), FOREIGN_KEYS, row -> {
            List<String> columns = Sql.texts(row, 4);
            List<String> referenced = Sql.texts(row, 5);
            StringBuilder set = new StringBuilder();
            StringBuilder equal = new StringBuilder();
            for (int i = 0; i < columns.size(); i++) {
                set.append(" and t.%s is not null".formatted(Sql.name(columns.get(i))));
                equal.append(i == 0 ? "" : " and ")
                        .append("p.%s = t.%s".formatted(Sql.name(referenced.get(i)), Sql.name(columns.get(i))));
            }
            return "select %s, count(*) from %s t where t.%s = %s%s and not exists (select from %s p where %s) having count(*) > 0"
                    .formatted(
                            Sql.text(row.getString(1)),
                            row.getString(2),
                            Sql.name(row.getString(6)),
                            Sql.text(tenant),
                            set,
                            row.getString(3),
                            equal);
        });
        List<String> found = new ArrayList<>();
        for (String query : queries) {
            found.addAll(Sql.list(side.connection(), query, row -> "%d rows break the foreign key %s"
                    .formatted(row.getLong(2), row.getString(1))));
        }
        return found;
    }
}
