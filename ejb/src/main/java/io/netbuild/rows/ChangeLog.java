package io.netbuild.rows;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tenant's entries in the table {@code move_log} of one side: which rows have changed since they were copied. Transactions are the caller's. */
public final class ChangeLog {

    private final Side side;
    private final String tenant;

    public ChangeLog(Side side, String tenant) {
        this.side = side;
        this.tenant = tenant;
    }

    /**
     * Removes the oldest entries, which are there again unless the transaction commits. Every entry is found once, also one that was written before others and
     * committed after them.
     *
     * @param keys by table; gets the keys of the rows, each once
     * @return how many entries there were, of which several may be of one row
     */
    public int take(int limit, Map<String, List<List<String>>> keys) throws SQLException {
        Map<String, Set<List<String>>> found = new LinkedHashMap<>();
        int entries = Sql.list(
                        side.connection(),
                        """
                delete from move_log where id = any (array(select id from move_log where tenant_id = %s order by id limit %d))
                returning table_name, key
                """
                                .formatted(Sql.text(tenant), limit),
                        row -> found.computeIfAbsent(row.getString(1), none -> new LinkedHashSet<>())
                                .add(Sql.texts(row, 2)))
                .size();
        found.forEach((table, ofTable) ->
                keys.computeIfAbsent(table, none -> new ArrayList<>()).addAll(ofTable));
        return entries;
    }

    public void clear() throws SQLException {
        Sql.update(side.connection(), "delete from move_log where tenant_id = " + Sql.text(tenant));
    }
}
