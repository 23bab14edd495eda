package io.netbuild.tenant;

import io.netbuild.kernel.TenantId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How much work is in each tenant's scope on this node, from before it was asked whether it may. Thread-safe. */
final class Visits {

    private static final long LOOK_MILLIS = 2;

    private final Map<TenantId, Integer> inside = new ConcurrentHashMap<>();

    void begin(TenantId tenant) {
        inside.merge(tenant, 1, Integer::sum);
    }

    void end(TenantId tenant) {
        inside.computeIfPresent(tenant, (id, number) -> number == 1 ? null : number - 1);
    }

    /** Waits until nothing of the tenant is left. @return whether it came to that */
    boolean awaitNone(TenantId tenant, Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        try {
            while (inside.containsKey(tenant)) {
                if (end - System.nanoTime() <= 0) {
                    return false;
                }
                Thread.sleep(LOOK_MILLIS);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
