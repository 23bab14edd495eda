package io.netbuild.rows;

import java.sql.Connection;
import java.sql.SQLException;

/** How many sessions of a server are in a transaction, those of the system and of the owner left out. Any role may ask. Not thread-safe. */
public final class OthersAtWork implements AutoCloseable {

    /** Every transaction holds the lock of its virtual id. PostgreSQL's own processes, such as those that vacuum, are nobody's. */
    private static final String COUNT =
            """
            select count(*) from pg_locks l join pg_stat_activity a on a.pid = l.pid
            where l.locktype = 'virtualxid' and l.granted and l.mode = 'ExclusiveLock'
              and a.usename not in (current_user, 'netbuild_system')
            """;

    private final Connection owner;

    /** @param owner a session of the owner, which belongs to this from now on */
    public OthersAtWork(Connection owner) {
        this.owner = owner;
    }

    public int count() throws SQLException {
        return Sql.list(owner, COUNT, row -> row.getInt(1)).get(0);
    }

    @Override
    public void close() throws SQLException {
        owner.close();
    }
}
