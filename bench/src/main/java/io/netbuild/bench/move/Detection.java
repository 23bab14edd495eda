package io.netbuild.bench.move;

import java.sql.SQLException;

/** Knows, since it was begun, which rows of a tenant have changed. Not for use by two threads at once. */
interface Detection extends AutoCloseable {

    /** Knows of no change. */
    Detection NONE = new Detection() {};

    /** Takes the changes that are known by now. @return how many */
    default long take() throws SQLException {
        return 0;
    }

    /** Takes all changes that have been committed and were not taken yet: what a tenant that stands still has to wait for. @return how many */
    default long takeLast() throws SQLException {
        return take();
    }

    @Override
    default void close() throws SQLException {}
}
