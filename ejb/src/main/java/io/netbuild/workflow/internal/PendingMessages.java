package io.netbuild.workflow.internal;

import io.micrometer.core.instrument.Tags;
import io.netbuild.kernel.TenantId;
import io.netbuild.metric.PlatformMetrics;
import io.netbuild.wake.MessagesWaiting;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Has commands carried out and events published that nobody here has been woken for: those of a server that has died, and of tenants that could not work. */
@ApplicationScoped
public class PendingMessages {

    private final CommandRuns runs;
    private final EventRelay events;
    private final PlatformMetrics metrics;
    private final Map<String, Map<TenantId, Integer>> due = new ConcurrentHashMap<>();

    @Inject
    PendingMessages(CommandRuns runs, EventRelay events, PlatformMetrics metrics) {
        this.runs = runs;
        this.events = events;
        this.metrics = metrics;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected PendingMessages() {
        this(null, null, null);
    }

    void found(@Observes MessagesWaiting waiting) {
        waiting.commands().forEach(runs::wake);
        waiting.events().forEach(events::wake);
        due.put(waiting.database(), waiting.commands());
        measure();
    }

    private void measure() {
        Map<Tags, Double> pending = new HashMap<>();
        due.values()
                .forEach(commands -> commands.forEach(
                        (tenant, count) -> pending.merge(Tags.of(metrics.tagOf(tenant)), (double) count, Double::sum)));
        metrics.gauges("netbuild.commands.due", "Commands in the inboxes that are due", pending);
    }
}
