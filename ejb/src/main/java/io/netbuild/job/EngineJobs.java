package io.netbuild.job;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;

/**
 * The job executor as one engine sees it. It does nothing by itself: acquisition and execution of all engines are in {@link JobRuns}, and this
 * only tells it which engine comes, goes, or has a new job.
 */
public final class EngineJobs extends JobExecutor {

    private final JobRuns runs;
    private final Set<ProcessEngineImpl> started = ConcurrentHashMap.newKeySet();

    EngineJobs(JobRuns runs, String lockOwner) {
        this.runs = runs;
        this.lockOwner = lockOwner;
    }

    @Override
    protected void startExecutingJobs() {
        started.addAll(processEngines);
        started.forEach(runs::add);
    }

    /** By then an engine that is being closed is none of this executor's any more. */
    @Override
    protected void stopExecutingJobs() {
        started.forEach(runs::remove);
        started.clear();
    }

    @Override
    public void jobWasAdded() {
        jobWillBeDue(Duration.ZERO);
    }

    /** A job was committed that is due then. */
    public void jobWillBeDue(Duration in) {
        processEngines.forEach(engine -> runs.announce(engine.getName(), in));
    }

    @Override
    public void executeJobs(List<String> jobIds, ProcessEngineImpl engine) {
        throw new UnsupportedOperationException("Jobs run in their tenants' scopes, see JobRuns");
    }
}
