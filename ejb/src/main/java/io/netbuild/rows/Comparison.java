package io.netbuild.rows;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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

    /** @param sum of a 64-bit hash of each row, without what exceeds 64 bits */
    public record Summary(long rows, long sum) {}

    /** Of all rows of the tenant in a table. The transaction goes on. */
    public Summary of(Side side, Table table, Portions portions) throws SQLException, InterruptedException {
        long rows = 0;
        long sum = 0;
        try (Statement select = side.connection().createStatement()) {
            int portion = portions.rows();
            select.setFetchSize(portion);
            try (ResultSet hashes = select.executeQuery("select %s from %s t where %s"
                    .formatted(hash(table), Sql.name(table.name()), table.moving(tenant, "t")))) {
                int left = portion;
                while (hashes.next()) {
                    rows++;
                    sum += hashes.getLong(1);
                    if (--left == 0) {
                        portions.between();
                        left = portions.rows();
                        hashes.setFetchSize(left);
                    }
                }
            }
        }
        return new Summary(rows, sum);
    }

    /** Of those rows alone that have one of the keys. */
    public Summary of(Side side, Table table, List<List<String>> keys) throws SQLException {
        List<Long> hashes = Sql.list(
                side.connection(),
                "select %s from %s t, %s and %s"
                        .formatted(
                                hash(table),
                                Sql.name(table.name()),
                                table.joinedWith(keys, "t"),
                                table.moving(tenant, "t")),
                row -> row.getLong(1));
        return new Summary(
                hashes.size(), hashes.stream().mapToLong(Long::longValue).sum());
    }

    private static String hash(Table table) {
        return "hashtextextended(row(%s)::text, 0)".formatted(table.comparedList("t"));
    }

    /** The tenant's rows that refer to what is not there, each constraint with some as a sentence. */
    public List<String> danglingReferences(Side side) throws SQLException {
        List<String> found = new ArrayList<>();
        for (Reference reference : references(side)) {
            found.addAll(reference.dangling(side));
        }
        return found;
    }

    /** One foreign key. */
    public record Reference(String constraint, String query) {

        /** The tenant's rows that refer to what is not there, as a sentence if there are some. */
        public List<String> dangling(Side side) throws SQLException {
            return Sql.list(side.connection(), query, row -> "%d rows break the foreign key %s"
                    .formatted(row.getLong(1), constraint));
        }
    }

    /** All foreign keys of tables with tenants' rows. */
    public List<Reference> references(Side side) throws SQLException {
        return Sql.list(side.connection(), FOREIGN_KEYS, row -> {
            List<String> columns = Sql.texts(row, 4);
            List<String> referenced = Sql.texts(row, 5);
            StringBuilder set = new StringBuilder();
            StringBuilder equal = new StringBuilder();
            for (int i = 0; i < columns.size(); i++) {
                set.append(" and t.%s is not null".formatted(Sql.name(columns.get(i))));
                equal.append(i == 0 ? "" : " and ")
                        .append("p.%s = t.%s".formatted(Sql.name(referenced.get(i)), Sql.name(columns.get(i))));
            }
            return new Reference(
                    row.getString(1),
                    "select count(*) from %s t where t.%s = %s%s and not exists (select from %s p where %s) having count(*) > 0"
                            .formatted(
                                    row.getString(2),
                                    Sql.name(row.getString(6)),
                                    Sql.text(tenant),
                                    set,
                                    row.getString(3),
                                    equal));
        });
    }
}
