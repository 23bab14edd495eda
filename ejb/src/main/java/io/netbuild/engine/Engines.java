package io.netbuild.engine;

import io.micrometer.core.instrument.Tags;
import io.netbuild.context.TenantContext;
import io.netbuild.engine.internal.TenantEngineConfiguration;
import io.netbuild.identity.TenantUsers;
import io.netbuild.job.JobRuns;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.metric.PlatformMetrics;
import io.netbuild.placement.PlacementDataSources;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.Tenant;
import io.netbuild.tenant.TenantGate;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.container.RuntimeContainerDelegate;
import org.camunda.bpm.engine.ProcessEngine;

/**
 * The engines that run on this server, by name. An engine is built in a transaction of its own and in the scope that it belongs to, so that even
 * its first look at the database is one of its tenant's. Engines are registered with the platform's container too, where Camunda's own parts look
 * them up.
 */
@ApplicationScoped
public class Engines {

    private final EngineSettings settings;
    private final PlacementDataSources dataSources;
    private final TenantGate gate;
    private final JobRuns jobs;
    private final TenantUsers users;
    private final EventDemand demand;
    private final PlatformMetrics metrics;
    private final Event<EventsWritten> eventsWritten;
    private final Map<String, ProcessEngine> running = new ConcurrentHashMap<>();

    /** Registered for jobs, by engine; kept while an engine is asleep. */
    private final Map<String, Set<String>> deployments = new ConcurrentHashMap<>();

    @Resource(lookup = "java:jboss/TransactionManager")
    TransactionManager transactionManager;

    @Inject
    Engines(
            EngineSettings settings,
            PlacementDataSources dataSources,
            TenantGate gate,
            JobRuns jobs,
            TenantUsers users,
            EventDemand demand,
            PlatformMetrics metrics,
            Event<EventsWritten> eventsWritten) {
        this.settings = settings;
        this.dataSources = dataSources;
        this.gate = gate;
        this.jobs = jobs;
        this.users = users;
        this.demand = demand;
        this.metrics = metrics;
        this.eventsWritten = eventsWritten;
        metrics.gauge("netbuild.engines", "Engines that run here", Tags.empty(), running, Map::size);
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected Engines() {
        this.settings = null;
        this.dataSources = null;
        this.gate = null;
        this.jobs = null;
        this.users = null;
        this.demand = null;
        this.metrics = null;
        this.eventsWritten = null;
    }

    /** Starts the engine that all {@link io.netbuild.kernel.Isolation#SHARED} tenants live in, unless it runs. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void startShared() {
        try (TenantContext.Entered scope = TenantContext.enterSystem("start of the shared engine")) {
            start(Placement.SHARED);
        }
    }

    /**
     * Starts the tenant's own engine, unless it runs.
     *
     * @throws RuntimeException when its database does not answer or does not hold the engine's tables
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void start(Tenant tenant) {
        try (TenantContext.Entered scope = gate.enterForMaintenance(tenant)) {
            start(tenant.placement());
        }
    }

    private void start(Placement placement) {
        running.computeIfAbsent(placement.engine(), name -> {
            long start = System.nanoTime();
            ProcessEngine engine = new TenantEngineConfiguration(
                            placement,
                            settings,
                            dataSources.of(name),
                            transactionManager,
                            jobs.newExecutor(),
                            users,
                            demand,
                            tenant -> eventsWritten.fire(new EventsWritten(tenant)),
                            deployments.computeIfAbsent(name, unknown -> ConcurrentHashMap.newKeySet()))
                    .buildProcessEngine();
            RuntimeContainerDelegate.INSTANCE.get().registerProcessEngine(engine);
            Duration duration = Duration.ofNanos(System.nanoTime() - start);
            metrics.engineBuilt(placement.isolation().name(), duration);
            EngineLog.LOG.started(name, duration.toMillis());
            return engine;
        });
    }

    /** Stops an engine; its running jobs end by themselves. Does nothing when it does not run. */
    public void stop(String name) {
        ProcessEngine engine = running.remove(name);
        if (engine != null) {
            RuntimeContainerDelegate.INSTANCE.get().unregisterProcessEngine(engine);
            engine.close();
            EngineLog.LOG.stopped(name);
        }
    }

    /** @throws NetBuildException with {@link ErrorCode#TENANT_UNAVAILABLE} when there is none or its database does not answer */
    public ProcessEngine get(String name) {
        ProcessEngine engine = running.get(name);
        if (engine == null || dataSources.isDown(name)) {
            throw new NetBuildException(
                    ErrorCode.TENANT_UNAVAILABLE, "Engine '%s' is not available now".formatted(name), RETRY_SOON);
        }
        return engine;
    }

    private static final Map<String, Object> RETRY_SOON = Map.of("retryAfterSeconds", 2);

    public boolean isRunning(String name) {
        return running.containsKey(name);
    }

    /** The names of all running engines. */
    public Set<String> names() {
        return new TreeSet<>(running.keySet());
    }

    @PreDestroy
    void stopAll() {
        names().forEach(this::stop);
    }
}
