package io.netbuild.job;

import java.time.Duration;
import java.util.List;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;

/**
 * The job executor as one engine sees it. It does nothing by itself: acquisition and execution of all engines are in {@link JobRuns}, and this
 * only tells it which engine comes, goes, or has a new job.
 */
public final class EngineJobs extends JobExecutor {

    private final JobRuns runs;

    EngineJobs(JobRuns runs, String lockOwner) {
        this.runs = runs;
        this.lockOwner = lockOwner;
    }

    @Override
    protected void startExecutingJobs() {
        processEngines.forEach(runs::add);
    }

    @Override
    protected void stopExecutingJobs() {
        processEngines.forEach(runs::remove);
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
