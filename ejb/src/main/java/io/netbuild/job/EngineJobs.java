package io.netbuild.job;

import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;

/**
 * The job executor as one engine sees it. It does nothing by itself: acquisition and execution of all engines are in {@link JobRuns}, and this
 * only tells it which engine comes, goes, or has a new job.
 */
final class EngineJobs extends JobExecutor {

    private final JobRuns runs;

    EngineJobs(JobRuns runs) {
        this.runs = runs;
        this.lockOwner = UUID.randomUUID().toString();
    }

    @Override
    protected void startExecutingJobs() {
        processEngines.forEach(engine -> runs.add(engine, this));
    }

    @Override
    protected void stopExecutingJobs() {
        runs.remove(this);
    }

    @Override
    public void jobWasAdded() {
        runs.wake(this);
    }

    @Override
    public void executeJobs(List<String> jobIds, ProcessEngineImpl engine) {
        throw new UnsupportedOperationException("Jobs run in their tenants' scopes, see JobRuns");
    }
}
