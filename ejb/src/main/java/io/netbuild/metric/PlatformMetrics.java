package io.netbuild.metric;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netbuild.context.BoundTenant;
import io.netbuild.context.TenantContext;
import io.netbuild.kernel.TenantId;
import io.netbuild.kernel.Tier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The meters of the platform. {@code netbuild.metrics.tenants} (default 50) tenants, the busiest, have a label of their own, the others share
 * the label {@code other}; work without a tenant has {@code -}. Names are those of Micrometer, with dots; Prometheus sees underscores and units.
 */
@ApplicationScoped
public class PlatformMetrics {

    private static final Tags NO_TENANT = Tags.of("tenant", "-", "tier", "-");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();
    private final Map<String, MultiGauge> gauges = new ConcurrentHashMap<>();
    private final TenantLabels labels;
    private final List<Runnable> beforeScrapes = new CopyOnWriteArrayList<>();

    @Inject
    PlatformMetrics(@ConfigProperty(name = "netbuild.metrics.tenants", defaultValue = "50") int tenants) {
        this.labels = new TenantLabels(tenants);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        garbageCollection.bindTo(registry);
    }

    /** For the CDI proxy. */
    protected PlatformMetrics() {
        this.labels = new TenantLabels(0);
    }

    /** Times one call of the current tenant under {@code netbuild.calls}. */
    public void call(String api, int status, Duration duration) {
        timer("netbuild.calls", "Requests", Tags.of("api", api, "status", status / 100 + "xx"), duration);
    }

    /**
     * Counts a call of the current tenant that could not begin under {@code netbuild.calls.refused}.
     *
     * @param full {@code tenant} or {@code server}
     */
    public void callRefused(String full) {
        Counter.builder("netbuild.calls.refused")
                .description("Requests that could not begin in time")
                .tags(Tags.of("full", full).and(tenantTags()))
                .register(registry)
                .increment();
    }

    /** Times the run of a job, or of several of one process instance, of the current tenant under {@code netbuild.jobs}. */
    public void job(Duration duration) {
        timer("netbuild.jobs", "Runs of jobs, exclusive ones of a process instance as one", Tags.empty(), duration);
    }

    /**
     * Times a command of the current tenant that came by message under {@code netbuild.commands}.
     *
     * @param outcome {@code done}, {@code retried} or {@code dead}
     */
    public void command(String outcome, Duration duration) {
        timer("netbuild.commands", "Commands that came by message", Tags.of("outcome", outcome), duration);
    }

    /**
     * Counts messages of a tenant under {@code netbuild.messages}.
     *
     * @param outcome {@code taken}, {@code duplicate} or {@code parked}
     */
    public void messages(TenantId tenant, String outcome, int count) {
        if (count > 0) {
            counter(Tags.of("outcome", outcome).and(tagOf(tenant))).increment(count);
        }
    }

    /** Counts a message that is no command, under {@code netbuild.messages} with the outcome {@code refused}. */
    public void messageRefused() {
        counter(Tags.of("outcome", "refused", "tenant", "-")).increment();
    }

    /** Counts a change of the registry that this node was told of, under {@code netbuild.registry.changes}. */
    public void registryChange() {
        Counter.builder("netbuild.registry.changes")
                .description("Changes of the registry that this node was told of")
                .register(registry)
                .increment();
    }

    private Counter counter(Tags tags) {
        return Counter.builder("netbuild.messages")
                .description("Messages from the queue of commands")
                .tags(tags)
                .register(registry);
    }

    /** Times how long the current tenant waited for a connection under {@code netbuild.datasource.wait}. */
    public void connection(Duration duration) {
        timer("netbuild.datasource.wait", "Waiting for a connection of the pool", Tags.empty(), duration);
    }

    /** Times the building of an engine under {@code netbuild.engine.build}. */
    public void engineBuilt(String isolation, Duration duration) {
        timer("netbuild.engine.build", "Building of engines", Tags.of("isolation", isolation), duration);
    }

    /** Times how long a tenant's engine took to be woken, by whomever, under {@code netbuild.engine.wakeup}. */
    public void engineWoken(TenantId tenant, Tier tier, Duration duration) {
        Timer.builder("netbuild.engine.wakeup")
                .description("Waking of engines, with their datasources")
                .tags(Tags.of(tagOf(tenant)).and("tier", tier.name()))
                .register(registry)
                .record(duration);
    }

    /** Counts an engine that nobody needed any more under {@code netbuild.engine.rests}. */
    public void engineRested() {
        Counter.builder("netbuild.engine.rests")
                .description("Engines that were put to rest")
                .register(registry)
                .increment();
    }

    /** Measures a value at every scrape; replaces a gauge that has the same name and tags. */
    public <T> void gauge(String name, String description, Tags tags, T object, ToDoubleFunction<T> value) {
        Gauge.builder(name, object, value)
                .description(description)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    /** Sets a gauge that has a value for each combination of tags; those that are not among them any more are removed. */
    public void gauges(String name, String description, Map<Tags, Double> values) {
        gauges.computeIfAbsent(name, unknown -> MultiGauge.builder(name)
                        .description(description)
                        .register(registry))
                .register(
                        values.entrySet().stream()
                                .map(value -> MultiGauge.Row.of(value.getKey(), value.getValue()))
                                .toList(),
                        true);
    }

    /** The label of a tenant that may be another than the current one. */
    public Tag tagOf(TenantId tenant) {
        return Tag.of("tenant", labels.presentLabelOf(tenant));
    }

    /** Removes all meters of a name that have the tag. */
    public void remove(String name, Tag tag) {
        registry.find(name).tags(Tags.of(tag)).meters().forEach(registry::remove);
    }

    private void timer(String name, String description, Tags tags, Duration duration) {
        Timer.builder(name)
                .description(description)
                .tags(tags.and(tenantTags()))
                .register(registry)
                .record(duration);
    }

    private Tags tenantTags() {
        return TenantContext.tenant()
                .map((BoundTenant tenant) -> Tags.of(
                        "tenant",
                        labels.labelOf(tenant.id()),
                        "tier",
                        tenant.tier().name()))
                .orElse(NO_TENANT);
    }

    /** Finds out which tenants are the busiest now. To be called from time to time. */
    public void rankTenants() {
        labels.rank(dropped -> registry.getMeters().stream()
                .filter(meter -> dropped.equals(meter.getId().getTag("tenant")))
                .forEach(registry::remove));
    }

    /** Has something measured just before each scrape. */
    public void beforeScrape(Runnable measure) {
        beforeScrapes.add(measure);
    }

    /** All meters in Prometheus' text format. */
    public String scrape() {
        beforeScrapes.forEach(Runnable::run);
        return registry.scrape();
    }

    @PreDestroy
    void close() {
        garbageCollection.close();
        registry.close();
    }
}
