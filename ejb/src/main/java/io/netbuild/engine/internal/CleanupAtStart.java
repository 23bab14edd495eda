package io.netbuild.engine.internal;

import io.netbuild.context.BoundTenant;
import io.netbuild.context.TenantContext;
import org.camunda.bpm.engine.impl.BootstrapEngineCommand;
import org.camunda.bpm.engine.impl.db.DbEntity;
import org.camunda.bpm.engine.impl.db.entitymanager.OptimisticLockingListener;
import org.camunda.bpm.engine.impl.db.entitymanager.OptimisticLockingResult;
import org.camunda.bpm.engine.impl.db.entitymanager.operation.DbOperation;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.EverLivingJobEntity;

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
}
