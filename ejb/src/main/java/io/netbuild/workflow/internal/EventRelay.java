package io.netbuild.workflow.internal;

import io.netbuild.context.TenantContext;
import io.netbuild.engine.EventsWritten;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.placement.PlacementDataSources;
import io.netbuild.tenant.TenantGate;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import java.sql.Connection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the events of the outboxes: taken from the table and given to the broker in one transaction, tenants in turns. When the broker does not take
 * them they stay where they are, and nobody but their readers notices.
 */
@ApplicationScoped
public class EventRelay {

    private static final int AT_ONCE = 200;

    private final TenantGate gate;
    private final PlacementDataSources places;
    private final JtaTransactions transactions;
    private final Broker broker;
    private final Turns turns = new Turns(1);
    private @Nullable Thread thread;

    @Resource
    ManagedThreadFactory threadFactory;

    @Inject
    EventRelay(TenantGate gate, PlacementDataSources places, JtaTransactions transactions, Broker broker) {
        this.gate = gate;
        this.places = places;
        this.transactions = transactions;
        this.broker = broker;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected EventRelay() {
        this(null, null, null, null);
    }

    void written(@Observes EventsWritten event) {
        wake(event.tenant());
    }

    void wake(TenantId tenant) {
        turns.add(tenant, 1);
    }

    public synchronized void start() {
        thread = threadFactory.newThread(this::work);
        thread.setName("workflow-events");
        thread.start();
    }

    public synchronized void stop() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void work() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Turns.Turn turn = turns.take();
                boolean found = false;
                try {
                    found = publish(turn.tenant());
                } finally {
                    turns.done(turn, found);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return whether there may be more */
    private boolean publish(TenantId tenant) {
        try (TenantContext.Entered scope = gate.enterToWrite(tenant)) {
            return transactions.call(() -> {
                try (Connection connection = places.ofCurrentTenant().getConnection()) {
                    List<OutboxTable.Event> events = OutboxTable.take(connection, tenant, AT_ONCE);
                    if (!events.isEmpty()) {
                        send(tenant, events);
                    }
                    return events.size() == AT_ONCE;
                }
            });
        } catch (NetBuildException e) {
            return false; // not now; they are found by the next sweep
        } catch (Exception e) {
            WorkflowLog.LOG.notPublished(String.valueOf(e));
            return false;
        }
    }

    private void send(TenantId tenant, List<OutboxTable.Event> events) {
        try (JMSContext context = broker.connect()) {
            JMSProducer producer = context.createProducer().setProperty(MessageProperties.TENANT, tenant.value());
            for (OutboxTable.Event event : events) {
                producer.setProperty("event", event.name())
                        .setProperty("event_id", event.id())
                        .send(broker.events(), event.body());
            }
        }
    }
}
