package io.netbuild.workflow.internal;

import io.micrometer.core.instrument.Tags;
import io.netbuild.context.TenantContext;
import io.netbuild.engine.Engines;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.metric.PlatformMetrics;
import io.netbuild.placement.PlacementDataSources;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.TenantGate;
import io.netbuild.workflow.JmsSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Looks into all inboxes and outboxes from time to time, for what nobody has been woken for: commands of a server that has died, of tenants that could not work, and
 * those whose ids need not be known any more.
 */
@ApplicationScoped
public class InboxSweep {

    private static final Duration BETWEEN_CLEANINGS = Duration.ofHours(1);

    private final Engines engines;
    private final PlacementDataSources places;
    private final TenantGate gate;
    private final JtaTransactions transactions;
    private final CommandRuns runs;
    private final EventRelay events;
    private final PlatformMetrics metrics;
    private final JmsSettings settings;
    private long cleanedAt = System.nanoTime();

    @Inject
    InboxSweep(
            Engines engines,
            PlacementDataSources places,
            TenantGate gate,
            JtaTransactions transactions,
            CommandRuns runs,
            EventRelay events,
            PlatformMetrics metrics,
            JmsSettings settings) {
        this.engines = engines;
        this.places = places;
        this.gate = gate;
        this.transactions = transactions;
        this.runs = runs;
        this.events = events;
        this.metrics = metrics;
        this.settings = settings;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected InboxSweep() {
        this(null, null, null, null, null, null, null, null);
    }

    /** Looks into all of them once. To be called by one thread at a time. */
    public void run() {
        boolean clean = System.nanoTime() - cleanedAt > BETWEEN_CLEANINGS.toNanos();
        if (clean) {
            cleanedAt = System.nanoTime();
        }
        Map<Tags, Double> pending = new HashMap<>();
        for (String engine : engines.names()) {
            try {
                look(engine, clean).forEach((tenant, count) -> {
                    pending.merge(Tags.of(metrics.tagOf(tenant)), (double) count, Double::sum);
                    runs.wake(tenant, count);
                });
            } catch (NetBuildException e) {
                continue; // its tenant may not work or its database is away
            } catch (Exception e) {
                WorkflowLog.LOG.sweepFailed(e);
            }
        }
        metrics.gauges("netbuild.commands.due", "Commands in the inboxes that are due", pending);
    }

    private Map<TenantId, Integer> look(String engine, boolean clean) throws Exception {
        if (places.isDown(engine)) {
            return Map.of();
        }
        try (TenantContext.Entered scope = scopeOf(engine)) {
            return transactions.call(() -> {
                try (Connection connection = places.of(engine).getConnection()) {
                    if (clean) {
                        InboxTable.forget(connection, settings.keep());
                    }
                    OutboxTable.waiting(connection).keySet().forEach(events::wake);
                    return InboxTable.due(connection);
                }
            });
        }
    }

    private TenantContext.Entered scopeOf(String engine) {
        return engine.equals(Placement.SHARED.engine())
                ? TenantContext.enterSystem("look for commands")
                : gate.enterToWrite(new TenantId(engine));
    }
}
