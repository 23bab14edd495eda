package io.netbuild.job;

import io.netbuild.kernel.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Jobs that one thread runs one after the other: a single one, or exclusive ones of one process instance.
 *
 * @param engine the name of the engine that they are of
 * @param tenant empty for the platform's own jobs, such as history clean-up
 * @param runBefore until when they may be begun, as {@link System#nanoTime} counts: after that their locks may run out while they run, and somebody else may
 *     have them
 */
record AcquiredBatch(String engine, Optional<TenantId> tenant, List<String> jobIds, long runBefore) {

    /** What is left of the lock when a batch is begun is at least half of it. */
    static final int SHARE_OF_LOCK = 2;

    AcquiredBatch {
        jobIds = List.copyOf(jobIds);
    }

    static long runBefore(Duration lockTime) {
        return System.nanoTime() + lockTime.dividedBy(SHARE_OF_LOCK).toNanos();
    }

    /** Whose turn it takes. */
    String owner() {
        return tenant.map(TenantId::value).orElse("");
    }

    boolean isStale() {
        return System.nanoTime() - runBefore >= 0;
    }
}
