package io.netbuild.workflow.internal;

import io.netbuild.kernel.TenantId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Whose turn it is among the tenants with work: each gets one piece done, then the next tenant, so that many pieces of one do not delay the single
 * one of another. Thread-safe.
 */
final class Turns {

    private final int perTenant;
    private final Set<TenantId> queue = new LinkedHashSet<>();
    private final Map<TenantId, Integer> expected = new HashMap<>();
    private final Map<TenantId, Integer> running = new HashMap<>();
    private final Map<TenantId, Long> lastAddition = new HashMap<>();
    private long additions;

    /** @param addition the last one that was known when the turn began: what is added during an unsuccessful look must not be forgotten */
    record Turn(TenantId tenant, long addition) {}

    /** @param perTenant how many pieces of one tenant run at the same time at most */
    Turns(int perTenant) {
        this.perTenant = perTenant;
    }

    /** The tenant has work. @param pieces at least so many more */
    synchronized void add(TenantId tenant, int pieces) {
        expected.merge(tenant, pieces, (one, other) -> (int) Math.min(Integer.MAX_VALUE, (long) one + other));
        lastAddition.put(tenant, ++additions);
        enqueue(tenant);
        notifyAll();
    }

    /** Waits for a tenant whose turn it is. To be followed by {@link #done}. */
    synchronized Turn take() throws InterruptedException {
        while (queue.isEmpty()) {
            wait();
        }
        TenantId tenant = queue.iterator().next();
        queue.remove(tenant);
        running.merge(tenant, 1, Integer::sum);
        enqueue(tenant);
        return new Turn(tenant, lastAddition.getOrDefault(tenant, 0L));
    }

    /**
     * A piece has ended.
     *
     * @param found whether there was one; if so there may be more than was said
     */
    synchronized void done(Turn turn, boolean found) {
        TenantId tenant = turn.tenant();
        running.computeIfPresent(tenant, (id, count) -> count == 1 ? null : count - 1);
        if (found) {
            expected.compute(tenant, (id, count) -> count == null ? 1 : Math.max(1, count - 1));
        } else if (lastAddition.getOrDefault(tenant, 0L) == turn.addition()) {
            expected.remove(tenant);
            lastAddition.remove(tenant);
            queue.remove(tenant);
        }
        enqueue(tenant);
        notifyAll();
    }

    /** To the end of the queue, as long as it may have more pieces than are running. */
    private void enqueue(TenantId tenant) {
        int present = running.getOrDefault(tenant, 0);
        if (present < Math.min(perTenant, expected.getOrDefault(tenant, 0))) {
            queue.add(tenant);
        }
    }
}
