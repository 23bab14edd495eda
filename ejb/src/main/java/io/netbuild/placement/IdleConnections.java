package io.netbuild.placement;

import io.netbuild.kernel.NetBuildException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Connections that pools keep without using them, while others find none: PostgreSQL counts them all the same. Thread-safe. */
@ApplicationScoped
public class IdleConnections {

    private final ContainerDataSources container;
    private final Object turn = new Object();
    private long lastClosed = System.nanoTime();

    @Inject
    IdleConnections(ContainerDataSources container) {
        this.container = container;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected IdleConnections() {
        this(null);
    }

    /**
     * Closes those of all pools that have any. When another thread is just doing so, waits for it to finish.
     *
     * @param server which has no connection left, for the log
     */
    void close(String server) {
        long asked = System.nanoTime();
        synchronized (turn) {
            if (lastClosed - asked > 0) {
                return;
            }
            PlacementLog.LOG.serverFull(server);
            flushAll();
            lastClosed = System.nanoTime();
        }
    }

    private void flushAll() {
        try {
            container.pools().forEach((name, pool) -> {
                if (pool.idle() > 0) {
                    flush(name);
                }
            });
        } catch (NetBuildException e) {
            PlacementLog.LOG.notFlushed(
                    "all pools", e); // whoever asked finds out whether a connection is free all the same
        }
    }

    private void flush(String name) {
        try {
            container.flush(name);
        } catch (NetBuildException e) {
            PlacementLog.LOG.notFlushed(name, e); // it may have been removed in the meantime
        }
    }
}
