package io.netbuild.rows;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes rows that {@link RowReading} has read, as those of another tenant. Rows without a tenant become the tenant's own, unless the schema has them for all already.
 * Transactions are the caller's.
 */
public final class RowWriting {

    private static final String FAULTS =
            """
            select count(*),
                   min(n) filter (where (select array_agg(k::text order by k collate "C") from json_object_keys(e) k) is distinct from ?),
                   min(n) filter (where e ->> ? <> ?)
            from json_array_elements(?::json) with ordinality r (e, n)
            """;

    private final Side side;
    private final String tenant;
    private final String source;

    /** @param source the tenant that the rows were read of */
    public RowWriting(Side side, String tenant, String source) {
        this.side = side;
        this.tenant = tenant;
        this.source = source;
    }

    /** Rows that are not what they should be. */
    public static final class WrongRowsException extends Exception {

        private static final long serialVersionUID = 1L;

        private final int row;

        WrongRowsException(int row, String message) {
            super(message);
            this.row = row;
        }

        /** The first that is wrong of those that were to be written, from 1 on. */
        public int row() {
            return row;
        }
    }

    /** How many rows the tenant has in a table, without those that an engine writes for itself. */
    public long count(Table table) throws SQLException {
        return Sql.list(
                        side.connection(),
                        "select count(*) from %s t where %s"
                                .formatted(Sql.name(table.name()), table.moving(tenant, "t")),
                        row -> row.getLong(1))
                .get(0);
    }

    /** Deletes what the tenant has in a table. */
    public void clear(Table table) throws SQLException {
        Sql.update(
                side.connection(),
                "delete from %s t where %s".formatted(Sql.name(table.name()), table.of(tenant, "t")));
    }

    /**
     * Writes some rows.
     *
     * @param rows JSON objects with all columns of the table
     * @throws WrongRowsException when one has other columns, another tenant than the source, or no tenant where there has to be one
     * @throws SQLException with the state 23505 when a key is taken, 22… when a value cannot be read
     */
    public void write(Table table, List<String> rows) throws SQLException, WrongRowsException {
        String json = rows.stream().collect(Collectors.joining(",", "[", "]"));
        requireRows(table, json, rows.size());
        String tenantColumn = Sql.name(table.tenantColumn());
        int written = insert(table, json, "j.%s is not null".formatted(tenantColumn));
        if (written == rows.size()) {
            return;
        }
        if (!table.sharable()) {
            throw new WrongRowsException(
                    1, "table %s: %d rows from here on have no tenant".formatted(table.name(), rows.size() - written));
        }
        String same = table.key().stream()
                .map(column -> "s.%1$s = j.%1$s".formatted(column.quoted()))
                .collect(Collectors.joining(" and "));
        insert(
                table,
                json,
                "j.%1$s is null and not exists (select from %2$s s where s.%1$s is null and %3$s)"
                        .formatted(tenantColumn, Sql.name(table.name()), same));
    }

    private void requireRows(Table table, String json, int rows) throws SQLException, WrongRowsException {
        Object[] names = table.columns().stream().map(Table.Column::name).toArray();
        try (PreparedStatement select = side.connection().prepareStatement(FAULTS)) {
            select.setArray(1, side.connection().createArrayOf("text", names));
            select.setString(2, table.tenantColumn());
            select.setString(3, source);
            select.setString(4, json);
            try (ResultSet found = select.executeQuery()) {
                found.next();
                if (found.getLong(1) != rows) {
                    throw new WrongRowsException(
                            1, "table %s: a line from here on is not one row".formatted(table.name()));
                }
                requireNone(found.getInt(2), "table %s: a row has exactly the columns of the table", table.name());
                requireNone(
                        found.getInt(3),
                        "table %s: %s of a row is the tenant of the manifest, '%s', or null",
                        table.name(),
                        table.tenantColumn(),
                        source);
            }
        }
    }

    /** @param row the first that breaks the rule, 0 when none does */
    private static void requireNone(int row, String rule, Object... values) throws WrongRowsException {
        if (row > 0) {
            throw new WrongRowsException(row, rule.formatted(values));
        }
    }

    private int insert(Table table, String json, String condition) throws SQLException {
        String values = table.columns().stream()
                .map(column -> column.name().equals(table.tenantColumn()) ? Sql.text(tenant) : "j." + column.quoted())
                .collect(Collectors.joining(", "));
        String sql =
                "insert into %1$s (%2$s) overriding system value select %3$s from json_populate_recordset(null::%1$s, ?::json) j where %4$s"
                        .formatted(Sql.name(table.name()), table.columnList(), values, condition);
        try (PreparedStatement insert = side.connection().prepareStatement(sql)) {
            insert.setString(1, json);
            return insert.executeUpdate();
        }
    }
}
