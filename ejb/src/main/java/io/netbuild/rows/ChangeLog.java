package io.netbuild.rows;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tenant's entries in the table {@code move_log} of the source: which rows have changed since they were copied. Transactions are the caller's. */
public final class ChangeLog {

    private final Side source;
    private final String tenant;

    public ChangeLog(Side source, String tenant) {
        this.source = source;
        this.tenant = tenant;
    }

    /**
     * Removes the oldest entries, which are there again unless the transaction commits. Every entry is found once, also one that was written before others and
     * committed after them.
     *
     * @return the keys of changed rows, by table, each once
     */
    public Map<String, List<List<String>>> take(int limit) throws SQLException {
        Map<String, Set<List<String>>> found = new LinkedHashMap<>();
        Sql.list(
                source.connection(),
                """
                delete from move_log where id = any (array(select id from move_log where tenant_id = %s order by id limit %d))
                returning table_name, key
                """
                        .formatted(Sql.text(tenant), limit),
                row -> found.computeIfAbsent(row.getString(1), none -> new LinkedHashSet<>())
                        .add(Sql.texts(row, 2)));
        Map<String, List<List<String>>> keys = new LinkedHashMap<>();
        found.forEach((table, ofTable) -> keys.put(table, new ArrayList<>(ofTable)));
        return keys;
    }

    public void clear() throws SQLException {
        Sql.update(source.connection(), "delete from move_log where tenant_id = " + Sql.text(tenant));
    }
}
