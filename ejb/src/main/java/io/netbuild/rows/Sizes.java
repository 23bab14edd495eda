package io.netbuild.rows;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Collectors;

/** How much a tenant has in a table. */
public final class Sizes {

    /** Of each row, in bytes: HeapTupleHeaderData of PostgreSQL, aligned. */
    private static final int ROW_HEADER = 24;

    private Sizes() {}

    /** @param bytes of the rows as they are stored, without indexes */
    public record Size(long rows, long bytes) {}

    /** Column by column, since a whole row is put together first, with all large values that are stored elsewhere. */
    public static Size of(Connection connection, Table table, String tenant) throws SQLException {
        String size = table.columns().stream()
                .map(column -> "coalesce(pg_column_size(t.%s), 0)".formatted(column.quoted()))
                .collect(Collectors.joining(" + ", ROW_HEADER + " + ", ""));
        return Sql.list(
                        connection,
                        "select count(*), coalesce(sum(%s), 0) from %s t where %s"
                                .formatted(size, Sql.name(table.name()), table.moving(tenant, "t")),
                        row -> new Size(row.getLong(1), row.getLong(2)))
                .get(0);
    }
}
