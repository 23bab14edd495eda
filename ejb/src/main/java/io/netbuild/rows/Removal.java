package io.netbuild.rows;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Deletes the rows that a tenant has where it does not live, some at a time and each time in a transaction, so that others do not notice. */
public final class Removal {

    private final Side side;
    private final String tenant;

    public Removal(Side side, String tenant) {
        this.side = side;
        this.tenant = tenant;
    }

    /**
     * Deletes the rows of a page and commits.
     *
     * @param after exclusive, null: from the first on
     * @param upTo inclusive, null: up to the last
     * @see Pages#ends
     */
    public void page(Table table, @Nullable List<String> after, @Nullable List<String> upTo) throws SQLException {
        Sql.update(
                side.connection(),
                "delete from %s t where %s"
                        .formatted(Sql.name(table.name()), Pages.between(table, tenant, after, upTo)));
        side.commit();
    }

    /**
     * Deletes some rows of a table, whichever, and commits.
     *
     * @return how many; fewer than the limit when there are no more
     */
    public int some(Table table, int limit) throws SQLException {
        int deleted = Sql.update(
                side.connection(),
                "delete from %1$s where ctid = any (array(select t.ctid from %1$s t where %2$s limit %3$d))"
                        .formatted(Sql.name(table.name()), table.of(tenant, "t"), limit));
        side.commit();
        return deleted;
    }
}
