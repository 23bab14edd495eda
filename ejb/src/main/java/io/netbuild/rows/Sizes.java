package io.netbuild.rows;

import java.sql.Connection;
import java.sql.SQLException;

/** How much a tenant has in a table. */
public final class Sizes {

    private Sizes() {}

    /** @param bytes of the rows as they are stored, without indexes */
    public record Size(long rows, long bytes) {}

    public static Size of(Connection connection, Table table, String tenant) throws SQLException {
        return Sql.list(
                        connection,
                        "select count(*), coalesce(sum(pg_column_size(t.*)), 0) from %s t where %s"
                                .formatted(Sql.name(table.name()), table.moving(tenant, "t")),
                        row -> new Size(row.getLong(1), row.getLong(2)))
                .get(0);
    }
}
