package io.netbuild.access;

import io.micrometer.core.instrument.Tags;
import io.netbuild.context.BoundTenant;
import io.netbuild.fairness.FairPermits;
import io.netbuild.fairness.NoPermitException;
import io.netbuild.fairness.Share;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.metric.PlatformMetrics;
import io.netbuild.tenant.Limit;
import io.netbuild.tenant.Tenant;
import io.netbuild.tenant.TenantDirectory;
import io.netbuild.tenant.TierCatalogue;
import io.netbuild.tenant.TierProfile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How many calls of tenants this server works on at the same time: of one tenant what its tier and its own agreement say, of all together {@code
 * netbuild.calls.concurrent} (default 64). Further ones wait for {@code netbuild.calls.wait} (default {@code PT1S}), in a queue that is bounded for each tenant
 * and, by {@code netbuild.calls.queued} (default 64), for all together, because each holds a thread of the server meanwhile. When the server is full, tenants
 * take turns by the job weight of their tiers.
 */
@ApplicationScoped
public class TenantCalls {

    private static final int RETRY_AFTER_SECONDS = 1;

    private final TenantDirectory directory;
    private final TierCatalogue tiers;
    private final PlatformMetrics metrics;
    private final FairPermits permits;

    @Inject
    TenantCalls(
            TenantDirectory directory,
            TierCatalogue tiers,
            PlatformMetrics metrics,
            @ConfigProperty(name = "netbuild.calls.concurrent", defaultValue = "64") int concurrent,
            @ConfigProperty(name = "netbuild.calls.queued", defaultValue = "64") int queued,
            @ConfigProperty(name = "netbuild.calls.wait", defaultValue = "PT1S") Duration wait) {
        this.directory = directory;
        this.tiers = tiers;
        this.metrics = metrics;
        this.permits = new FairPermits(concurrent, queued, wait);
        metrics.beforeScrape(this::measure);
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected TenantCalls() {
        this.directory = null;
        this.tiers = null;
        this.metrics = null;
        this.permits = null;
    }

    /**
     * Begins a call of the tenant whose scope this is; it has ended when what is returned is closed.
     *
     * @throws NetBuildException with {@link ErrorCode#TOO_MANY_CALLS} when it could not begin in time
     */
    FairPermits.Permit begin(BoundTenant tenant) {
        Share share = shareOf(tenant);
        try {
            return permits.take(tenant.id(), share);
        } catch (NoPermitException e) {
            boolean own = e.reason() == NoPermitException.Reason.TENANT;
            metrics.callRefused(own ? "tenant" : "server");
            throw new NetBuildException(
                    ErrorCode.TOO_MANY_CALLS,
                    own
                            ? "Tenant '%s' has as many calls in progress as it may have at the same time: %d"
                                    .formatted(tenant.id(), e.used())
                            : "The server is busy with calls of all tenants",
                    Map.of("limit", share.permits(), "used", e.used(), "retryAfterSeconds", RETRY_AFTER_SECONDS));
        }
    }

    private Share shareOf(BoundTenant bound) {
        Tenant tenant = directory.get(bound.id()).tenant();
        TierProfile tier = tiers.profile(tenant.tier());
        return new Share(
                limit(tenant, tier, Limit.CONCURRENT_CALLS), limit(tenant, tier, Limit.QUEUED_CALLS), tier.jobWeight());
    }

    /** What was agreed with the tenant goes before its tier's. */
    private static int limit(Tenant tenant, TierProfile tier, Limit limit) {
        Long value = tenant.limits().getOrDefault(limit, tier.limits().get(limit));
        return value == null ? Integer.MAX_VALUE : (int) Math.min(value, Integer.MAX_VALUE);
    }

    private void measure() {
        Map<Tags, Double> calls = new HashMap<>();
        permits.uses().forEach((tenant, use) -> {
            Tags tags = Tags.of(metrics.tagOf(tenant)).and("tier", tierOf(tenant));
            calls.merge(tags.and("state", "running"), (double) use.taken(), Double::sum);
            calls.merge(tags.and("state", "waiting"), (double) use.waiting(), Double::sum);
        });
        metrics.gauges("netbuild.calls.now", "Requests of tenants that are worked on or wait", calls);
    }

    private String tierOf(TenantId tenant) {
        return directory.find(tenant).map(found -> found.tier().name()).orElse("-");
    }
}
