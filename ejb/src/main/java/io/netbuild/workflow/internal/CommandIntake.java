package io.netbuild.workflow.internal;

import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.metric.PlatformMetrics;
import io.netbuild.workflow.CommandRefusedException;
import io.netbuild.workflow.JmsSettings;
import io.netbuild.workflow.RefusalReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes messages from the queue, several in one transaction of the broker and of the databases that they go to: into the inbox of their tenant, to the
 * parked commands, or to the dead letters. Used by one thread, which is what keeps messages in their order.
 */
@ApplicationScoped
public class CommandIntake {

    private static final long RECEIVE_MILLIS = 500;

    private final Broker broker;
    private final CommandReader reader;
    private final DeadLetters deadLetters;
    private final Inboxes inboxes;
    private final JtaTransactions transactions;
    private final CommandRuns runs;
    private final PlatformMetrics metrics;
    private final JmsSettings settings;

    /** Messages to be taken one by one, because together they failed. */
    private int singly;

    @Inject
    CommandIntake(
            Broker broker,
            CommandReader reader,
            DeadLetters deadLetters,
            Inboxes inboxes,
            JtaTransactions transactions,
            CommandRuns runs,
            PlatformMetrics metrics,
            JmsSettings settings) {
        this.broker = broker;
        this.reader = reader;
        this.deadLetters = deadLetters;
        this.inboxes = inboxes;
        this.transactions = transactions;
        this.runs = runs;
        this.metrics = metrics;
        this.settings = settings;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected CommandIntake() {
        this(null, null, null, null, null, null, null, null);
    }

    /**
     * Takes what there is, waiting a moment for the first message.
     *
     * @throws Exception when nothing can be taken now; the messages stay in the queue
     */
    public void take() throws Exception {
        List<IncomingCommand> commands = new ArrayList<>();
        try {
            Inboxes.Outcome outcome = transactions.call(() -> take(commands, singly > 0 ? 1 : settings.batch()));
            singly = Math.max(0, singly - 1);
            outcome.taken().forEach((tenant, count) -> {
                metrics.messages(tenant, "taken", count);
                runs.wake(tenant, count);
            });
            outcome.duplicates().forEach((tenant, count) -> metrics.messages(tenant, "duplicate", count));
            outcome.parked().forEach((tenant, count) -> metrics.messages(tenant, "parked", count));
        } catch (Exception e) {
            singly = Math.max(singly, commands.size());
            if (commands.size() != 1 || !inboxes.mainDatabaseAnswers()) {
                throw e;
            }
            TenantId tenant = commands.get(0).tenant();
            WorkflowLog.LOG.parked(tenant, String.valueOf(e));
            inboxes.avoid(tenant);
        }
    }

    private Inboxes.Outcome take(List<IncomingCommand> commands, int most) throws JMSException {
        try (JMSContext context = broker.connect()) {
            JMSConsumer consumer = context.createConsumer(broker.commands());
            Message message = consumer.receive(RECEIVE_MILLIS);
            for (int count = 1; message != null; count++) {
                read(context, message, commands);
                message = count < most ? consumer.receiveNoWait() : null;
            }
            return inboxes.put(commands);
        }
    }

    private void read(JMSContext context, Message message, List<IncomingCommand> commands) throws JMSException {
        try {
            IncomingCommand command = reader.read(message);
            if (inboxes.exists(command.tenant())) {
                commands.add(command);
            } else {
                deadLetters.forward(
                        context,
                        message,
                        RefusalReason.UNKNOWN_TENANT,
                        "There is no tenant '%s'".formatted(command.tenant()));
            }
        } catch (CommandRefusedException e) {
            metrics.messageRefused();
            deadLetters.forward(context, message, e.reason(), String.valueOf(e.getMessage()));
        } catch (NetBuildException e) {
            throw e; // the registry does not answer
        } catch (RuntimeException e) {
            deadLetters.forward(
                    context,
                    message,
                    RefusalReason.INVALID_MESSAGE,
                    "It cannot be read: " + e.getClass().getSimpleName());
        }
    }
}
