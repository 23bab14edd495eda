package io.netbuild.placement;

import io.netbuild.context.BoundTenant;
import io.netbuild.fairness.FairPermits;
import io.netbuild.fairness.NoPermitException;
import io.netbuild.fairness.Share;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import java.time.Duration;
import java.util.Map;

/**
 * How many connections to one PostgreSQL server tenants may have in use: all together what the server has left beside the platform's own, each what its tier
 * says. Who waits takes turns in proportion to that. Thread-safe.
 */
final class ConnectionBudget {

    private static final int RETRY_AFTER_SECONDS = 1;

    private final String server;
    private final int connections;
    private final FairPermits permits;

    /**
     * @param connections of all tenants together
     * @param wait for one that is free
     */
    ConnectionBudget(String server, int connections, Duration wait) {
        this.server = server;
        this.connections = connections;
        this.permits = new FairPermits(connections, connections, wait);
    }

    /**
     * Takes one for the tenant; it is free again when what is returned is closed.
     *
     * @param most how many the tenant may have
     * @throws NetBuildException with {@link ErrorCode#TENANT_UNAVAILABLE} when none was free in time
     */
    FairPermits.Permit take(BoundTenant tenant, int most) {
        try {
            return permits.take(tenant.id(), new Share(most, most, most));
        } catch (NoPermitException e) {
            boolean own = e.reason() == NoPermitException.Reason.TENANT;
            throw new NetBuildException(
                    ErrorCode.TENANT_UNAVAILABLE,
                    own
                            ? "Tenant '%s' uses all %d connections of its tier".formatted(tenant.id(), most)
                            : "All %d connections to the PostgreSQL server '%s' that tenants may have are in use"
                                    .formatted(connections, server),
                    Map.of("limit", own ? most : connections, "retryAfterSeconds", RETRY_AFTER_SECONDS));
        }
    }

    int connections() {
        return connections;
    }

    int used() {
        return permits.uses().values().stream().mapToInt(FairPermits.Use::taken).sum();
    }

    int waiting() {
        return permits.uses().values().stream()
                .mapToInt(FairPermits.Use::waiting)
                .sum();
    }
}
