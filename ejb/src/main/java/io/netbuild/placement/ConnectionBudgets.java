package io.netbuild.placement;

import io.micrometer.core.instrument.Tags;
import io.netbuild.context.BoundTenant;
import io.netbuild.context.TenantContext;
import io.netbuild.fairness.FairPermits;
import io.netbuild.kernel.InvalidField;
import io.netbuild.metric.PlatformMetrics;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.TierCatalogue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;

/**
 * How many connections to each PostgreSQL server this server of the platform may have: {@code netbuild.placement.connections} to the main one, {@code
 * netbuild.placement.server.<name>.connections} to another (default 80 each). Of these {@code reserved-connections}, by keys of the same form, are left to
 * the platform's own work (default 20 on the main server, where its own pool is, and 5 on others). Who needs one waits for {@code
 * netbuild.placement.connection-wait} (default {@code PT1S}).
 */
@ApplicationScoped
public class ConnectionBudgets {

    private static final int CONNECTIONS = 80;
    private static final int RESERVED_ON_MAIN = 20;
    private static final int RESERVED_ELSEWHERE = 5;

    private final TierCatalogue tiers;
    private final Map<String, ConnectionBudget> budgets = new TreeMap<>();

    @Inject
    ConnectionBudgets(Config config, PostgresServers servers, TierCatalogue tiers, PlatformMetrics metrics) {
        this.tiers = tiers;
        Duration wait = config.getOptionalValue("netbuild.placement.connection-wait", Duration.class)
                .orElse(Duration.ofSeconds(1));
        for (String server : servers.names()) {
            ConnectionBudget budget = new ConnectionBudget(server, ofTenants(config, server), wait);
            budgets.put(server, budget);
            Tags tags = Tags.of("server", server);
            gauge(metrics, "limit", "Connections that tenants may have in use", tags, budget);
            gauge(metrics, "used", "Connections that tenants have in use", tags, budget);
            gauge(metrics, "waiting", "Transactions that wait for a connection", tags, budget);
        }
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected ConnectionBudgets() {
        this.tiers = null;
    }

    private static void gauge(
            PlatformMetrics metrics, String name, String description, Tags tags, ConnectionBudget budget) {
        metrics.gauge("netbuild.connections." + name, description, tags, budget, measured -> switch (name) {
            case "used" -> measured.used();
            case "waiting" -> measured.waiting();
            default -> measured.connections();
        });
    }

    private static int ofTenants(Config config, String server) {
        boolean main = server.equals(Placement.MAIN_SERVER);
        String prefix = main ? "netbuild.placement." : "netbuild.placement.server." + server + ".";
        int connections =
                config.getOptionalValue(prefix + "connections", Integer.class).orElse(CONNECTIONS);
        int reserved = config.getOptionalValue(prefix + "reserved-connections", Integer.class)
                .orElse(main ? RESERVED_ON_MAIN : RESERVED_ELSEWHERE);
        if (reserved < 0 || connections <= reserved) {
            throw InvalidField.of(
                    prefix + "connections", connections, "more than the %d that are reserved".formatted(reserved));
        }
        return connections - reserved;
    }

    /**
     * Takes a connection to the server for the tenant whose scope this is.
     *
     * @throws io.netbuild.kernel.NetBuildException with {@link io.netbuild.kernel.ErrorCode#TENANT_UNAVAILABLE} when none was free in time
     */
    FairPermits.Permit take(String server) {
        BoundTenant tenant = TenantContext.requireTenant();
        ConnectionBudget budget = budgets.get(server);
        if (budget == null) {
            throw InvalidField.of("server", server, "one of " + budgets.keySet());
        }
        return budget.take(tenant, tiers.profile(tenant.tier()).connections());
    }
}
