package io.netbuild.job;

import io.netbuild.context.TenantContext;
import io.netbuild.kernel.NetBuildException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.jspecify.annotations.Nullable;

/**
 * Looks for due jobs of one engine, again and again, independently of all other engines: one that is busy or broken delays nobody. After a look
 * that found nothing the pause doubles from {@link #SHORTEST_PAUSE} to the configured maximum; a new job ends the pause.
 */
final class AcquisitionTurns {

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);

    private final ProcessEngineImpl engine;
    private final EngineJobs executor;
    private final JobRuns runs;
    private final ScheduledExecutorService scheduler;
    private final Duration longestPause;

    private Duration pause = SHORTEST_PAUSE;
    private boolean stopped;
    private boolean running;
    private boolean woken;
    private @Nullable ScheduledFuture<?> next;

    AcquisitionTurns(
            ProcessEngineImpl engine,
            EngineJobs executor,
            JobRuns runs,
            ScheduledExecutorService scheduler,
            Duration longestPause) {
        this.engine = engine;
        this.executor = executor;
        this.runs = runs;
        this.scheduler = scheduler;
        this.longestPause = longestPause;
    }

    ProcessEngineImpl engine() {
        return engine;
    }

    EngineJobs executor() {
        return executor;
    }

    /** Has the next look happen at once. */
    synchronized void wake() {
        woken = true;
        if (!running) {
            schedule(Duration.ZERO);
        }
    }

    synchronized void stop() {
        stopped = true;
        if (next != null) {
            next.cancel(false);
        }
    }

    private void turn() {
        synchronized (this) {
            if (stopped || running) {
                return;
            }
            running = true;
            woken = false;
        }
        Found found = Found.NOTHING;
        try {
            found = look();
        } finally {
            after(found);
        }
    }

    private enum Found {
        NOTHING,
        SOME,
        /** Something may be due, but nobody is free to run it. */
        NO_THREAD
    }

    private Found look() {
        int free = runs.reserve();
        if (free == 0) {
            return Found.NO_THREAD;
        }
        List<AcquiredBatch> batches = List.of();
        try (TenantContext.Entered scope = runs.acquisitionScope(engine)) {
            batches = engine.getProcessEngineConfiguration()
                    .getCommandExecutorTxRequired()
                    .execute(runs.acquisition(engine, executor, free));
        } catch (NetBuildException e) {
            JobLog.LOG.notNow(engine.getName(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            JobLog.LOG.acquisitionFailed(engine.getName(), e);
        } finally {
            runs.release(free - batches.size());
        }
        batches.forEach(batch -> runs.run(batch, engine, executor));
        return batches.isEmpty() ? Found.NOTHING : Found.SOME;
    }

    private synchronized void after(Found found) {
        running = false;
        if (woken || found == Found.SOME) {
            pause = SHORTEST_PAUSE;
            schedule(Duration.ZERO);
        } else if (found == Found.NO_THREAD) {
            schedule(SHORTEST_PAUSE);
        } else {
            schedule(pause);
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(longestPause) > 0 ? longestPause : doubled;
        }
    }

    private void schedule(Duration delay) {
        if (stopped) {
            return;
        }
        if (next != null) {
            next.cancel(false);
        }
        next = scheduler.schedule(this::turn, delay.toMillis(), TimeUnit.MILLISECONDS);
    }
}
