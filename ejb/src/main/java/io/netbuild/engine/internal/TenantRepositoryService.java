package io.netbuild.engine.internal;

import org.camunda.bpm.application.ProcessApplicationReference;
import org.camunda.bpm.engine.impl.RepositoryServiceImpl;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.repository.ProcessApplicationDeploymentBuilder;

/** Deployments belong to the current tenant without anybody saying so; one that names another tenant is refused by the database. */
final class TenantRepositoryService extends RepositoryServiceImpl {

    @Override
    public DeploymentBuilder createDeployment() {
        return super.createDeployment().tenantId(CurrentTenantIds.get());
    }

    @Override
    public ProcessApplicationDeploymentBuilder createDeployment(ProcessApplicationReference processApplication) {
        ProcessApplicationDeploymentBuilder builder = super.createDeployment(processApplication);
        builder.tenantId(CurrentTenantIds.get());
        return builder;
    }
}
