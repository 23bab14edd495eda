package io.netbuild.move;

import io.netbuild.rows.BulkLoad;
import java.sql.Connection;
import java.sql.SQLException;

/** Makes indexes on a session and a thread of its own, while the mover goes on with other tables. Used by one thread. */
final class IndexesMeanwhile implements AutoCloseable {

    private final Connection owner;
    private final Meanwhile meanwhile;

    /** @param owner of the tables; belongs to this from now on */
    IndexesMeanwhile(Connection owner, String name) {
        this.owner = owner;
        this.meanwhile = new Meanwhile(name);
    }

    /** Does not wait for it. */
    void make(String definition) {
        meanwhile.begin(() -> BulkLoad.create(owner, definition));
    }

    /** Whether all are made, or one could not be. */
    boolean isDone() {
        return meanwhile.isDone();
    }

    /** @throws SQLException when one could not be made */
    void requireWell() throws SQLException, InterruptedException {
        meanwhile.requireWell();
    }

    /** Begins no further one. */
    @Override
    public void close() throws SQLException {
        try (owner) {
            meanwhile.close();
        }
    }
}
