package io.netbuild.job;

import io.netbuild.context.TenantContext;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.metric.PlatformMetrics;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.TenantGate;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.jobexecutor.ExecuteJobsRunnable;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;

/**
 * Runs the jobs of all engines on one bounded number of threads. Only as many jobs are acquired as threads are free, so that none waits in a
 * queue of this server with its lock running down. Every job runs in the scope of its own tenant; jobs that belong to none run in the system
 * scope. What a job does when it fails, its retries and its incidents are the engine's own.
 */
@ApplicationScoped
public class JobRuns {

    private static final int SHARE_OF_A_TURN = 4;

    private final TenantGate gate;
    private final PlatformMetrics metrics;
    private final Instance<RequestContextController> requestContexts;
    private final JobSettings settings;
    private final Semaphore threads;
    private final int perTurn;
    private final Map<EngineJobs, AcquisitionTurns> turns = new ConcurrentHashMap<>();

    @Resource
    ManagedExecutorService workers;

    @Resource
    ManagedScheduledExecutorService scheduler;

    @Inject
    JobRuns(
            TenantGate gate,
            PlatformMetrics metrics,
            Instance<RequestContextController> requestContexts,
            JobSettings settings) {
        this.gate = gate;
        this.metrics = metrics;
        this.requestContexts = requestContexts;
        this.settings = settings;
        this.threads = new Semaphore(settings.threads());
        this.perTurn = Math.max(1, settings.threads() / SHARE_OF_A_TURN);
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected JobRuns() {
        this(null, null, null, new JobSettings(1, Duration.ZERO, Duration.ZERO));
    }

    /** A job executor to build an engine with. The engine's jobs run from when it starts to when it is closed. */
    public JobExecutor newExecutor() {
        return new EngineJobs(this);
    }

    void add(ProcessEngineImpl engine, EngineJobs executor) {
        AcquisitionTurns added = new AcquisitionTurns(engine, executor, this, scheduler, settings.maxWait());
        turns.put(executor, added);
        added.wake();
    }

    void remove(EngineJobs executor) {
        AcquisitionTurns removed = turns.remove(executor);
        if (removed != null) {
            removed.stop();
        }
    }

    void wake(EngineJobs executor) {
        AcquisitionTurns known = turns.get(executor);
        if (known != null) {
            known.wake();
        }
    }

    /**
     * Takes some of the free threads, never so many that an engine whose database hangs could keep the others waiting. To be given back by
     * {@link #release} as far as no batch is run on them.
     *
     * @return how many, 0 when none is free
     */
    int reserve() {
        int reserved = 0;
        while (reserved < perTurn && threads.tryAcquire()) {
            reserved++;
        }
        return reserved;
    }

    void release(int unused) {
        threads.release(unused);
    }

    /** An own engine's jobs are its tenant's; the shared engine is searched with the system role. */
    TenantContext.Entered acquisitionScope(ProcessEngineImpl engine) {
        return isShared(engine)
                ? TenantContext.enterSystem("job acquisition")
                : gate.enterToWrite(new TenantId(engine.getName()));
    }

    Command<List<AcquiredBatch>> acquisition(ProcessEngineImpl engine, EngineJobs executor, int limit) {
        return new AcquireJobs(isShared(engine), executor.getLockOwner(), settings.lockTime(), limit);
    }

    private static boolean isShared(ProcessEngineImpl engine) {
        return engine.getName().equals(Placement.SHARED.engine());
    }

    /** Runs the batch on a thread that was reserved for it. */
    void run(AcquiredBatch batch, ProcessEngineImpl engine, EngineJobs executor) {
        try {
            workers.execute(() -> {
                try {
                    runInScope(batch, engine);
                } finally {
                    threads.release();
                    wake(executor);
                }
            });
        } catch (RejectedExecutionException e) {
            threads.release();
            JobLog.LOG.notRun(batch.jobIds().toString(), engine.getName(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * Runs the batch as its tenant. When that may not work at this moment, as one that was suspended since the jobs were acquired, they stay as they
     * are: their locks run out by themselves.
     */
    private void runInScope(AcquiredBatch batch, ProcessEngineImpl engine) {
        RequestContextController requestContext = requestContexts.get();
        boolean activated = requestContext.activate();
        try (TenantContext.Entered scope = scopeOf(batch)) {
            long start = System.nanoTime();
            new ExecuteJobsRunnable(batch.jobIds(), engine).run();
            metrics.job(Duration.ofNanos(System.nanoTime() - start));
        } catch (NetBuildException e) {
            JobLog.LOG.notRun(batch.jobIds().toString(), engine.getName(), String.valueOf(e.getMessage()));
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
