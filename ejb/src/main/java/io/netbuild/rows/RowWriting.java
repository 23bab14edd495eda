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

    private static final String KEYS =
            """
            select count(*), count(*) filter (
                where (select array_agg(k::text order by k collate "C") from json_object_keys(e) k) is distinct from ?)
            from json_array_elements(?::json) e
            """;

    private final Side side;
    private final String tenant;

    public RowWriting(Side side, String tenant) {
        this.side = side;
        this.tenant = tenant;
    }

    /** Rows that are not what they should be. */
    public static final class WrongRowsException extends Exception {

        private static final long serialVersionUID = 1L;

        WrongRowsException(String message) {
            super(message);
        }
    }

    /** How many rows the tenant has in a table, without those that an engine writes for itself. */
    public long count(Table table) throws SQLException {
        return Sql.list(
                        side.connection(),
                        "select count(*) from %s t where %s"
                                .formatted(Sql.name(table.name()), table.withoutHousekeeping(tenant, "t")),
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
     * @throws WrongRowsException when one has other columns, or no tenant where there has to be one
     * @throws SQLException with the state 23505 when a key is taken, 22… when a value cannot be read
     */
    public void write(Table table, List<String> rows) throws SQLException, WrongRowsException {
        String json = rows.stream().collect(Collectors.joining(",", "[", "]"));
        requireColumns(table, json, rows.size());
        String tenantColumn = Sql.name(table.tenantColumn());
        int written = insert(table, json, "j.%s is not null".formatted(tenantColumn));
        if (written == rows.size()) {
            return;
        }
        if (!table.sharable()) {
            throw new WrongRowsException(
                    "table %s: %d rows have no tenant".formatted(table.name(), rows.size() - written));
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

    private void requireColumns(Table table, String json, int rows) throws SQLException, WrongRowsException {
        try (PreparedStatement keys = side.connection().prepareStatement(KEYS)) {
            keys.setString(2, json);
            keys.setArray(
                    1,
                    side.connection()
                            .createArrayOf(
                                    "text",
                                    table.columns().stream()
                                            .map(Table.Column::name)
                                            .toArray()));
            try (ResultSet row = keys.executeQuery()) {
                row.next();
                if (row.getLong(1) != rows) {
                    throw new WrongRowsException("table %s: a line is not one row".formatted(table.name()));
                }
                if (row.getLong(2) > 0) {
                    throw new WrongRowsException(
                            "table %s: a row does not have exactly the columns of the table".formatted(table.name()));
                }
            }
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
