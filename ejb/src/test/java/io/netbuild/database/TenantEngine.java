package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.batch.Batch;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.repository.DeploymentWithDefinitions;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;

/** A tenant and the engine it works with; every call runs in the tenant's transaction, by an authenticated user who may do everything there. */
record TenantEngine(String tenant, ProcessEngine engine) {

    static final String USER = "ann";
    static final String GROUP = "staff";

    <T> T as(Callable<T> work) {
        return TenantScope.as(tenant, () -> {
            engine.getIdentityService().setAuthentication(USER, List.of(GROUP), List.of(tenant));
            try {
                return work.call();
            } finally {
                engine.getIdentityService().clearAuthentication();
            }
        });
    }

    void run(Runnable work) {
        as(() -> {
            work.run();
            return true;
        });
    }

    /** What provisioning a tenant does: its staff may do everything. */
    TenantEngine withGrants() {
        TenantScope.run(tenant, () -> {
            AuthorizationService authorizations = engine.getAuthorizationService();
            for (Resource resource : Resources.values()) {
                Authorization grant = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
                grant.setGroupId(GROUP);
                grant.setResource(resource);
                grant.setResourceId(Authorization.ANY);
                grant.addPermission(Permissions.ALL);
                authorizations.saveAuthorization(grant);
            }
        });
        return this;
    }

    ProcessDefinition deploy(BpmnModelInstance... models) {
        return as(() -> {
            DeploymentBuilder builder = newDeployment();
            for (int i = 0; i < models.length; i++) {
                builder.addModelInstance("model" + i + ".bpmn", models[i]);
            }
            DeploymentWithDefinitions deployment = builder.deployWithResult();
            return deployment.getDeployedProcessDefinitions().get(0);
        });
    }

    DeploymentBuilder newDeployment() {
        return engine.getRepositoryService().createDeployment().tenantId(tenant).name("deployment of " + tenant);
    }

    ProcessInstance start(ProcessDefinition definition) {
        return start(definition, Map.of());
    }

    ProcessInstance start(ProcessDefinition definition, Map<String, Object> variables) {
        return as(() -> engine.getRuntimeService().startProcessInstanceById(definition.getId(), "key", variables));
    }

    Task task(ProcessInstance instance) {
        Task task = as(() -> engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(instance.getId())
                .singleResult());
        assertThat(task).isNotNull();
        return task;
    }

    Job job(ProcessInstance instance) {
        Job job = as(() -> engine.getManagementService()
                .createJobQuery()
                .processInstanceId(instance.getId())
                .singleResult());
        assertThat(job).isNotNull();
        return job;
    }

    /** Executes seed, batch and monitor jobs, each as the tenant of the job. */
    void finish(Batch batch) {
        while (executeAll(batch.getSeedJobDefinitionId()) > 0) {
            // a seed job makes the jobs of one deployment at a time
        }
        assertThat(executeAll(batch.getBatchJobDefinitionId()))
                .as("jobs of batch " + batch.getType())
                .isPositive();
        executeAll(batch.getMonitorJobDefinitionId());
        assertThat(as(() -> engine.getManagementService()
                        .createBatchQuery()
                        .batchId(batch.getId())
                        .count()))
                .as("running batches")
                .isZero();
        assertThat(as(() -> engine.getHistoryService()
                        .createHistoricBatchQuery()
                        .batchId(batch.getId())
                        .completed(true)
                        .count()))
                .as("completed batches")
                .isEqualTo(1);
    }

    void execute(Job job) {
        TenantScope.run(job.getTenantId(), () -> engine.getManagementService().executeJob(job.getId()));
    }

    private int executeAll(String jobDefinition) {
        List<Job> jobs = as(() -> engine.getManagementService()
                .createJobQuery()
                .jobDefinitionId(jobDefinition)
                .list());
        for (Job job : jobs) {
            assertThat(job.getTenantId()).as("tenant of job").isEqualTo(tenant);
            execute(job);
        }
        return jobs.size();
    }
}
