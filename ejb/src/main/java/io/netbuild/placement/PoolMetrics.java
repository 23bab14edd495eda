package io.netbuild.placement;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.netbuild.kernel.TenantId;
import io.netbuild.metric.PlatformMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;

/** How many connections the pools have, as {@code netbuild.datasource.connections}: tenants' own by tenant, the platform's by the datasource's name. */
@ApplicationScoped
public class PoolMetrics {

    private final ContainerDataSources container;
    private final PlatformMetrics metrics;

    @Inject
    PoolMetrics(ContainerDataSources container, PlatformMetrics metrics) {
        this.container = container;
        this.metrics = metrics;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected PoolMetrics() {
        this(null, null);
    }

    /** Asks the container for all of them. To be called from time to time. */
    public void measure() {
        Map<Tags, Double> connections = new HashMap<>();
        container.pools().forEach((name, pool) -> {
            boolean ofTenant = name.startsWith(ContainerDataSources.PREFIX);
            Tag tenant = ofTenant
                    ? metrics.tagOf(new TenantId(name.substring(ContainerDataSources.PREFIX.length())))
                    : Tag.of("tenant", "-");
            Tags tags = Tags.of(tenant).and("datasource", ofTenant ? "own" : name);
            connections.merge(tags.and("state", "in_use"), (double) pool.inUse(), Double::sum);
            connections.merge(tags.and("state", "idle"), (double) pool.idle(), Double::sum);
        });
        metrics.gauges("netbuild.datasource.connections", "Connections of the pools", connections);
    }
}
