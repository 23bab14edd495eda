package io.netbuild.job;

import io.netbuild.context.TenantContext;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.metric.PlatformMetrics;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.RegistryLease;
import io.netbuild.tenant.TenantDirectory;
import io.netbuild.tenant.TenantGate;
import io.netbuild.tenant.TierCatalogue;
import io.netbuild.wake.JobDue;
import io.netbuild.wake.Wakeups;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.ExecuteJobsRunnable;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;

/**
 * Runs the jobs of all engines on one bounded number of threads, tenants in fair turns whatever engine they live in. A few jobs of each tenant are acquired ahead, so
 * that their locks do not run down in a long queue. Every job runs in the scope of its own tenant; jobs that belong to none run in the system
 * scope. What a job does when it fails, its retries and its incidents are the engine's own.
 */
@ApplicationScoped
public class JobRuns {

    private final TenantGate gate;
    private final TenantDirectory directory;
    private final TierCatalogue tiers;
    private final RegistryLease lease;
    private final Wakeups wakeups;
    private final PlatformMetrics metrics;
    private final Instance<RequestContextController> requestContexts;
    private final JobSettings settings;
    private final FairQueue<AcquiredBatch> queue;
    private final String lockOwner = UUID.randomUUID().toString();
    private final Map<String, ProcessEngineImpl> engines = new ConcurrentHashMap<>();
    private final Map<String, AcquisitionTurns> turns = new ConcurrentHashMap<>();
    private int running;

    @Resource
    ManagedExecutorService workers;

    @Inject
    ScheduledExecutorService scheduler;

    @Inject
    JobRuns(
            TenantGate gate,
            TenantDirectory directory,
            TierCatalogue tiers,
            RegistryLease lease,
            Wakeups wakeups,
            PlatformMetrics metrics,
            Instance<RequestContextController> requestContexts,
            JobSettings settings) {
        this.gate = gate;
        this.directory = directory;
        this.tiers = tiers;
        this.lease = lease;
        this.wakeups = wakeups;
        this.metrics = metrics;
        this.requestContexts = requestContexts;
        this.settings = settings;
        this.queue = new FairQueue<>(settings.perTenant());
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected JobRuns() {
        this(null, null, null, null, null, null, null, new JobSettings(1, 1, Duration.ZERO));
    }

    /** A job executor to build an engine with. The engine's jobs run from when it starts to when it is closed. */
    public JobExecutor newExecutor() {
        return new EngineJobs(this, lockOwner);
    }

    void add(ProcessEngineImpl engine) {
        engines.put(engine.getName(), engine);
    }

    void remove(ProcessEngineImpl engine) {
        engines.remove(engine.getName(), engine);
    }

    /** A job of this server's own making; the other servers are told as well. */
    void announce(String engine, Duration in) {
        wake(engine, in);
        wakeups.announce(engine, in);
    }

    /** A job that this server was told of. */
    void due(@Observes JobDue job) {
        wake(job.engine(), job.in());
    }

    private void wake(String engine, Duration in) {
        turns.computeIfAbsent(engine, name -> new AcquisitionTurns(() -> look(name), scheduler, workers))
                .wake(in);
    }

    private static boolean isShared(String engine) {
        return engine.equals(Placement.SHARED.engine());
    }

    private AcquisitionTurns.Found look(String engine) {
        boolean shared = isShared(engine);
        Map<String, Integer> held = queue.held();
        int room = shared
                ? settings.sharedDepth()
                        - held.values().stream().mapToInt(Integer::intValue).sum()
                : settings.depth() - held.getOrDefault(engine, 0);
        if (room <= 0) {
            return new AcquisitionTurns.Found.Full();
        }
        if (shared && !lease.isConfirmed()) {
            return new AcquisitionTurns.Found.Failed();
        }
        try (TenantContext.Entered scope =
                shared ? TenantContext.enterSystem("job acquisition") : gate.enterToWrite(new TenantId(engine))) {
            ProcessEngineImpl present = engines.get(engine);
            if (present == null) {
                return livesIn(engine) ? new AcquisitionTurns.Found.Failed() : new AcquisitionTurns.Found.Closed();
            }
            CommandExecutor commands = present.getProcessEngineConfiguration().getCommandExecutorTxRequired();
            List<AcquiredBatch> batches = commands.execute(
                    new AcquireJobs(engine, shared, lockOwner, settings.lockTime(), settings.depth(), room, held));
            batches.forEach(this::offer);
            if (batches.size() >= room) {
                return new AcquisitionTurns.Found.Full();
            }
            // only now: what was locked does not have to wait for it
            JobTable.Outlook outlook = commands.execute(JobRuns::outlook);
            return new AcquisitionTurns.Found.All(
                    batches.size(), outlook.left(), outlook.next().orElse(null));
        } catch (NetBuildException e) {
            JobLog.LOG.notNow(engine, String.valueOf(e.getMessage()));
            return e.code() == ErrorCode.TENANT_UNAVAILABLE
                    ? new AcquisitionTurns.Found.Failed()
                    : new AcquisitionTurns.Found.Closed();
        } catch (RuntimeException e) {
            JobLog.LOG.acquisitionFailed(engine, e);
            return new AcquisitionTurns.Found.Failed();
        }
    }

    /** Whether the engine's tenant has it still: it is just being stopped then. */
    private boolean livesIn(String engine) {
        return isShared(engine)
                || directory
                        .find(new TenantId(engine))
                        .map(tenant -> tenant.placement().engine().equals(engine))
                        .orElse(false);
    }

    private static JobTable.Outlook outlook(CommandContext context) {
        try {
            return JobTable.outlook(context.getDbSqlSession().getSqlSession().getConnection());
        } catch (SQLException e) {
            throw new IllegalStateException("It cannot be found out when the next job is due", e);
        }
    }

    private void offer(AcquiredBatch batch) {
        queue.add(batch.owner(), weightOf(batch), batch);
        dispatch();
    }

    private int weightOf(AcquiredBatch batch) {
        return batch.tenant()
                .flatMap(directory::find)
                .map(tenant -> tiers.profile(tenant.tier()).jobWeight())
                .orElse(1);
    }

    /** Gives free threads to those whose turn it is. */
    private synchronized void dispatch() {
        while (running < settings.threads()) {
            Optional<FairQueue.Turn<AcquiredBatch>> next = queue.take();
            if (next.isEmpty()) {
                return;
            }
            FairQueue.Turn<AcquiredBatch> turn = next.get();
            running++;
            try {
                workers.execute(() -> run(turn));
            } catch (RejectedExecutionException e) {
                running--;
                queue.done(turn, Duration.ZERO);
                JobLog.LOG.notRun(
                        turn.work().jobIds().toString(), turn.work().engine(), String.valueOf(e.getMessage()));
                return;
            }
        }
    }

    private void run(FairQueue.Turn<AcquiredBatch> turn) {
        long start = System.nanoTime();
        try {
            runInScope(turn.work());
        } finally {
            queue.done(turn, Duration.ofNanos(System.nanoTime() - start));
            synchronized (this) {
                running--;
            }
            dispatch();
            refill(turn.work());
        }
    }

    /** Has more acquired before the tenant runs out of them. */
    private void refill(AcquiredBatch ended) {
        AcquisitionTurns ofEngine = turns.get(ended.engine());
        if (ofEngine != null && queue.held(ended.owner()) <= settings.perTenant()) {
            ofEngine.unblock();
        }
    }

    /**
     * Runs the batch as its tenant. When that may not work at this moment, as one that was suspended since the jobs were acquired, they stay as they
     * are: their locks run out by themselves.
     */
    private void runInScope(AcquiredBatch batch) {
        if (batch.isStale()) {
            JobLog.LOG.notRun(
                    batch.jobIds().toString(), batch.engine(), "they have waited for half of their lock time");
            return;
        }
        RequestContextController requestContext = requestContexts.get();
        boolean activated = requestContext.activate();
        try (TenantContext.Entered scope = scopeOf(batch)) {
            ProcessEngineImpl engine = engines.get(batch.engine());
            if (engine == null) {
                JobLog.LOG.notRun(batch.jobIds().toString(), batch.engine(), "the engine was stopped");
                return;
            }
            long start = System.nanoTime();
            new ExecuteJobsRunnable(batch.jobIds(), engine).run();
            metrics.job(Duration.ofNanos(System.nanoTime() - start));
        } catch (NetBuildException e) {
            JobLog.LOG.notRun(batch.jobIds().toString(), batch.engine(), String.valueOf(e.getMessage()));
        } finally {
            if (activated) {
                requestContext.deactivate();
            }
        }
    }

    private TenantContext.Entered scopeOf(AcquiredBatch batch) {
        return batch.tenant().map(gate::enterToWrite).orElseGet(() -> TenantContext.enterSystem("platform jobs"));
    }

    @PreDestroy
    void stop() {
        turns.values().forEach(AcquisitionTurns::stop);
        turns.clear();
    }
}
