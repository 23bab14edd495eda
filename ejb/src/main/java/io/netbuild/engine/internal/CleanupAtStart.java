package io.netbuild.engine.internal;

import io.netbuild.context.BoundTenant;
import io.netbuild.context.TenantContext;
import java.util.List;
import org.camunda.bpm.engine.impl.BootstrapEngineCommand;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.db.DbEntity;
import org.camunda.bpm.engine.impl.db.entitymanager.OptimisticLockingListener;
import org.camunda.bpm.engine.impl.db.entitymanager.OptimisticLockingResult;
import org.camunda.bpm.engine.impl.db.entitymanager.operation.DbOperation;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.historycleanup.HistoryCleanupHelper;
import org.camunda.bpm.engine.impl.jobexecutor.historycleanup.HistoryCleanupJobHandler;
import org.camunda.bpm.engine.impl.persistence.entity.EverLivingJobEntity;
import org.camunda.bpm.engine.runtime.Job;

/**
 * What every engine does at its start, without looking for the table of jobs in the catalogue first: that reads about the columns of the tables of this name in
 * all schemas. The engine of a tenant that may only read, because it is suspended for instance, starts without planning its clean-up.
 */
final class CleanupAtStart extends BootstrapEngineCommand {

    @Override
    protected void createHistoryCleanupJob(CommandContext context) {
        if (TenantContext.tenant().map(BoundTenant::readOnly).orElse(false)) {
            return;
        }
        if (isPlanned(context)) {
            return;
        }
        context.getDbEntityManager().registerOptimisticLockingListener(new OptimisticLockingListener() {

            @Override
            public Class<? extends DbEntity> getEntityType() {
                return EverLivingJobEntity.class;
            }

            /** Another server has just done the same. */
            @Override
            public OptimisticLockingResult failedOperation(DbOperation operation) {
                return OptimisticLockingResult.IGNORE;
            }
        });
        context.getProcessEngineConfiguration().getHistoryService().cleanUpHistoryAsync();
    }

    /** Whether the clean-up is going to happen as it is configured. An engine that was woken for it would have it happen again and again if it began anew at each start. */
    private static boolean isPlanned(CommandContext context) {
        ProcessEngineConfigurationImpl configuration = context.getProcessEngineConfiguration();
        List<Job> jobs = context.getJobManager().findJobsByHandlerType(HistoryCleanupJobHandler.TYPE);
        return jobs.size() == configuration.getHistoryCleanupDegreeOfParallelism()
                && jobs.stream().allMatch(job -> isPlanned(job, configuration));
    }

    private static boolean isPlanned(Job job, ProcessEngineConfigurationImpl configuration) {
        return job.getDuedate() != null
                && !job.isSuspended()
                && job.getRetries() > 0
                && HistoryCleanupHelper.isWithinBatchWindow(job.getDuedate(), configuration);
    }
}
