package io.netbuild.workflow.internal;

import io.netbuild.context.TenantContext;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.metric.PlatformMetrics;
import io.netbuild.placement.PlacementDataSources;
import io.netbuild.tenant.TenantGate;
import io.netbuild.workflow.JmsSettings;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.jms.JMSContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Carries out the commands of all inboxes on a bounded number of threads, tenants in turns. A command, and that it is done, are one transaction of its
 * tenant's database, in the scope of the tenant: it takes effect once.
 */
@ApplicationScoped
public class CommandRuns {

    private final TenantGate gate;
    private final PlacementDataSources places;
    private final JtaTransactions transactions;
    private final CommandExecution execution;
    private final Broker broker;
    private final DeadLetters deadLetters;
    private final PlatformMetrics metrics;
    private final Instance<RequestContextController> requestContexts;
    private final JmsSettings settings;
    private final Turns turns;
    private final List<Thread> threads = new ArrayList<>();

    @Resource
    ManagedThreadFactory threadFactory;

    @Inject
    ScheduledExecutorService scheduler;

    @Inject
    CommandRuns(
            TenantGate gate,
            PlacementDataSources places,
            JtaTransactions transactions,
            CommandExecution execution,
            Broker broker,
            DeadLetters deadLetters,
            PlatformMetrics metrics,
            Instance<RequestContextController> requestContexts,
            JmsSettings settings) {
        this.gate = gate;
        this.places = places;
        this.transactions = transactions;
        this.execution = execution;
        this.broker = broker;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.requestContexts = requestContexts;
        this.settings = settings;
        this.turns = new Turns(settings.perTenant());
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected CommandRuns() {
        this.gate = null;
        this.places = null;
        this.transactions = null;
        this.execution = null;
        this.broker = null;
        this.deadLetters = null;
        this.metrics = null;
        this.requestContexts = null;
        this.settings = null;
        this.turns = new Turns(0);
    }

    public synchronized void start() {
        for (int i = 0; i < settings.threads(); i++) {
            Thread thread = threadFactory.newThread(this::work);
            thread.setName("workflow-command-" + i);
            threads.add(thread);
            thread.start();
        }
    }

    public synchronized void stop() {
        threads.forEach(Thread::interrupt);
        threads.clear();
    }

    /** The tenant has commands that are due. @param count about so many */
    public void wake(TenantId tenant, int count) {
        turns.add(tenant, count);
    }

    private void work() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Turns.Turn turn = turns.take();
                boolean found = false;
                try {
                    found = runNext(turn.tenant());
                } catch (RuntimeException e) {
                    WorkflowLog.LOG.notNow(turn.tenant(), String.valueOf(e));
                } finally {
                    turns.done(turn, found);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return whether there was one */
    private boolean runNext(TenantId tenant) {
        RequestContextController requestContext = requestContexts.get();
        boolean activated = requestContext.activate();
        try (TenantContext.Entered scope = gate.enterToWrite(tenant)) {
            return runNext(tenant, settings.perTransaction());
        } catch (NetBuildException e) {
            return false; // may not work now; it is looked at again with the next sweep
        } finally {
            if (activated) {
                requestContext.deactivate();
            }
        }
    }

    /** Several in one transaction, as long as none of them fails: then each gets one of its own. */
    private boolean runNext(TenantId tenant, int most) {
        List<PendingCommand> taken = new ArrayList<>();
        long start = System.nanoTime();
        try {
            transactions.call(() -> run(tenant, most, taken));
            Duration each = Duration.ofNanos((System.nanoTime() - start) / Math.max(1, taken.size()));
            taken.forEach(command -> metrics.command("done", each));
            return !taken.isEmpty();
        } catch (Exception e) {
            if (taken.size() == 1) {
                return failed(taken.get(0), e);
            }
            return !taken.isEmpty() && runSingly(tenant, taken.size());
        }
    }

    private boolean runSingly(TenantId tenant, int count) {
        boolean found = true;
        for (int i = 0; i < count && found; i++) {
            found = runNext(tenant, 1);
        }
        return found;
    }

    private boolean run(TenantId tenant, int most, List<PendingCommand> taken) throws SQLException {
        try (Connection connection = places.ofCurrentTenant().getConnection()) {
            taken.addAll(InboxTable.takeNext(connection, tenant, most));
        }
        execution.execute(taken.stream().map(PendingCommand::command).toList());
        return true;
    }

    /** @return whether to go on with the tenant's next */
    private boolean failed(PendingCommand command, Exception thrown) {
        Failure failure = Failure.of(thrown, command, settings);
        try {
            if (failure instanceof Failure.Dead dead) {
                transactions.call(() -> bury(command, dead));
                metrics.command("dead", Duration.ZERO);
            } else if (failure instanceof Failure.Again again) {
                transactions.call(() -> retry(command, again));
                metrics.command("retried", Duration.ZERO);
                wakeAfter(command.command().tenant(), again.pause());
            }
            return !(failure instanceof Failure.NotNow);
        } catch (Exception e) {
            e.addSuppressed(thrown);
            WorkflowLog.LOG.notNow(command.command().tenant(), String.valueOf(e));
            return false;
        }
    }

    private boolean retry(PendingCommand command, Failure.Again again) throws SQLException {
        WorkflowLog.LOG.retried(
                command.command().messageId(), again.pause().toMillis(), command.attempts(), again.text());
        try (Connection connection = places.ofCurrentTenant().getConnection()) {
            return InboxTable.retry(connection, command, again.pause(), "failed", again.text());
        }
    }

    /** The row and the dead letter are one transaction of database and broker. */
    private boolean bury(PendingCommand command, Failure.Dead dead) throws Exception {
        try (Connection connection = places.ofCurrentTenant().getConnection();
                JMSContext context = broker.connect()) {
            boolean buried = InboxTable.bury(connection, command, dead.reason().slug(), dead.text());
            if (buried) {
                deadLetters.send(context, command.command(), dead.reason(), dead.text());
            }
            return buried;
        }
    }

    private void wakeAfter(TenantId tenant, Duration pause) {
        scheduler.schedule(() -> wake(tenant, 1), pause.toMillis() + 1, TimeUnit.MILLISECONDS);
    }
}
