package io.netbuild.tenant;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What was read of the registry, kept until it changes. While the lease is confirmed, what is kept holds, and to get it costs no query. When it is not,
 * each use reads the registry itself; when that fails too, what was known is still told, but as uncertain. Thread-safe.
 */
final class RegistryCache<K, V> {

    /** How many threads may wait at the same time for a registry that does not confirm anything. */
    private static final int MOST_WAITING = 5;

    private static final Duration PATIENCE = Duration.ofMillis(200);

    /** After a failure the registry is left alone for that long. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final RegistryLease lease;
    private final Reader<K, V> reader;
    private final Map<K, V> known = new ConcurrentHashMap<>();
    private final AtomicLong forgotten = new AtomicLong();
    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private volatile long failedAt = System.nanoTime() - PAUSE.toNanos();

    RegistryCache(RegistryLease lease, Reader<K, V> reader) {
        this.lease = lease;
        this.reader = reader;
    }

    /** Where it comes from. */
    @FunctionalInterface
    interface Reader<K, V> {
        Optional<V> read(K key) throws SQLException;
    }

    /** @param certain false: it was so once, and nobody knows whether it still is */
    record Known<V>(V value, boolean certain) {}

    /**
     * Empty when there is none.
     *
     * @throws SQLException when it was never read and cannot be read now
     */
    Optional<Known<V>> get(K key) throws SQLException {
        V old = known.get(key);
        if (old == null) {
            return read(key).map(value -> new Known<>(value, true));
        }
        // a lease that was renewed in between was so after the old state had been forgotten
        boolean holds = lease.isConfirmed() && known.get(key) == old;
        return holds ? Optional.of(new Known<>(old, true)) : readAgain(key, old);
    }

    private Optional<Known<V>> readAgain(K key, V old) {
        if (System.nanoTime() - failedAt < PAUSE.toNanos() || !mayWait()) {
            return Optional.of(new Known<>(old, false));
        }
        try {
            return read(key).map(value -> new Known<>(value, true));
        } catch (SQLException e) {
            failedAt = System.nanoTime();
            return Optional.of(new Known<>(old, false));
        } finally {
            waiting.release();
        }
    }

    private boolean mayWait() {
        try {
            return waiting.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What is read while something is forgotten may be the old state, and is not kept. */
    private Optional<V> read(K key) throws SQLException {
        long before = forgotten.get();
        Optional<V> read = reader.read(key);
        known.compute(key, (same, present) -> forgotten.get() == before ? read.orElse(null) : null);
        return read;
    }

    void forget(K key) {
        forgotten.incrementAndGet();
        known.remove(key);
    }

    void forgetAll() {
        forgotten.incrementAndGet();
        known.clear();
    }
}
