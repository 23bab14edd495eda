package io.netbuild.rows;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tenant's rows of a table in their keys' order, some at a time: each is read once, whatever happens to those before. */
public final class Pages {

    private Pages() {}

    /**
     * The keys that end the pages, in their order; the last page has none.
     *
     * @param after the key to begin after, null for the first
     */
    public static List<List<String>> ends(Side side, Table table, String tenant, @Nullable List<String> after, int size)
            throws SQLException {
        String keys = table.keyList("t");
        String texts = table.key().stream()
                .map(column -> "n." + column.quoted() + "::text")
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow();
        return Sql.list(
                side.connection(),
                "select array[%s] from (select %s, row_number() over (order by %s) as place_ from %s t where %s) n where place_ %% %d = 0 order by place_"
                        .formatted(
                                texts, keys, keys, Sql.name(table.name()), between(table, tenant, after, null), size),
                row -> Sql.texts(row, 1));
    }

    /**
     * The condition on {@code t} for the rows of one page.
     *
     * @param after exclusive, null: from the first on
     * @param upTo inclusive, null: up to the last
     */
    static String between(Table table, String tenant, @Nullable List<String> after, @Nullable List<String> upTo) {
        return table.of(tenant, "t")
                + (after == null ? "" : " and row(%s) > %s".formatted(table.keyList("t"), table.literal(after)))
                + (upTo == null ? "" : " and row(%s) <= %s".formatted(table.keyList("t"), table.literal(upTo)));
    }
}
