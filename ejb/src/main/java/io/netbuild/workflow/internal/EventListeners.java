package io.netbuild.workflow.internal;

import io.micrometer.core.instrument.Tags;
import io.netbuild.engine.EventDemand;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.metric.PlatformMetrics;
import io.netbuild.placement.ContainerManagement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.as.controller.client.helpers.Operations;
import org.jboss.dmr.ModelNode;
import org.jspecify.annotations.Nullable;

/**
 * Looks once a second whether anybody listens to events at the server's own broker, and tells the engines. Of another broker nothing is known, so that events have
 * to be switched on there.
 */
@ApplicationScoped
public class EventListeners {

    private final ContainerManagement container;
    private final EventDemand demand;
    private final PlatformMetrics metrics;
    private @Nullable ScheduledFuture<?> looks;

    @Inject
    ScheduledExecutorService scheduler;

    @Inject
    EventListeners(ContainerManagement container, EventDemand demand, PlatformMetrics metrics) {
        this.container = container;
        this.demand = demand;
        this.metrics = metrics;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected EventListeners() {
        this(null, null, null);
    }

    public synchronized void start() {
        if (demand.isAutomatic()) {
            looks = scheduler.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
        }
    }

    public synchronized void stop() {
        if (looks != null) {
            looks.cancel(false);
        }
    }

    private void look() {
        int listeners = listeners();
        demand.setListeners(listeners > 0);
        metrics.gauges("netbuild.events.listeners", "Who listens to events", Map.of(Tags.empty(), (double) listeners));
    }

    /** Zero also when there is no broker in this server. */
    private int listeners() {
        ModelNode read = Operations.createReadAttributeOperation(
                Operations.createAddress(
                        "subsystem", "messaging-activemq", "server", "default", "jms-topic", "WorkflowEvents"),
                "subscription-count");
        try {
            return container.execute(read, "count the listeners").asInt(0);
        } catch (NetBuildException e) {
            return 0;
        }
    }
}
