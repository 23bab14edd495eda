package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.batch.Batch;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.migration.MigrationPlan;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Batches: the engine knows no tenant of theirs, so the database must. */
@ParameterizedClass
@EnumSource(Neighbours.class)
class BatchesTest {

    private final TenantEngine here;
    private final TenantEngine there;

    BatchesTest(Neighbours neighbours) {
        here = neighbours.here();
        there = neighbours.there();
    }

    @Test
    void batchShouldBeInvisibleToOtherTenants() {
        ProcessInstance instance = here.start(here.deploy(Models.userTask()));

        Batch batch = here.as(() -> runtime(here).deleteProcessInstancesAsync(List.of(instance.getId()), "old"));

        assertThat(there.as(() -> there.engine()
                        .getManagementService()
                        .createBatchQuery()
                        .batchId(batch.getId())
                        .count()))
                .isZero();
        assertThatThrownBy(() ->
                        there.run(() -> there.engine().getManagementService().deleteBatch(batch.getId(), true)))
                .isInstanceOf(ProcessEngineException.class);
        here.run(() -> here.engine().getManagementService().suspendBatchById(batch.getId()));
        here.run(() -> here.engine().getManagementService().activateBatchById(batch.getId()));
        here.finish(batch);
        here.run(() -> here.engine().getHistoryService().deleteHistoricBatch(batch.getId()));
    }

    @Test
    void deletionShouldSpareInstancesOfOtherTenants() {
        ProcessInstance mine = here.start(here.deploy(Models.userTask()));
        ProcessInstance theirs = there.start(there.deploy(Models.userTask()));

        here.finish(
                here.as(() -> runtime(here).deleteProcessInstancesAsync(List.of(mine.getId(), theirs.getId()), "old")));

        assertThat(isRunning(here, mine)).isFalse();
        assertThat(isRunning(there, theirs)).isTrue();
    }

    @Test
    void unfinishedBatchShouldBeDeletable() {
        ProcessInstance instance = here.start(here.deploy(Models.userTask()));
        Batch batch = here.as(() -> runtime(here).setVariablesAsync(List.of(instance.getId()), Map.of("a", "b")));

        here.run(() -> here.engine().getManagementService().deleteBatch(batch.getId(), true));

        assertThat(here.as(() -> here.engine()
                        .getManagementService()
                        .createJobQuery()
                        .jobDefinitionId(batch.getSeedJobDefinitionId())
                        .count()))
                .isZero();
    }

    @Test
    void retriesShouldBeSet() {
        Job job = here.job(here.start(here.deploy(Models.failing())));

        here.finish(here.as(() -> here.engine().getManagementService().setJobRetriesAsync(List.of(job.getId()), 8)));

        assertThat(here.as(() -> here.engine()
                        .getManagementService()
                        .createJobQuery()
                        .jobId(job.getId())
                        .singleResult()
                        .getRetries()))
                .isEqualTo(8);
    }

    @Test
    void variablesShouldBeSet() {
        ProcessInstance instance = here.start(here.deploy(Models.userTask()));

        here.finish(here.as(() -> runtime(here)
                .setVariablesAsync(List.of(instance.getId()), Map.of("bytes", new byte[] {9}, "text", "t"))));

        assertThat(here.as(() -> runtime(here).getVariables(instance.getId()))).containsEntry("text", "t");
    }

    @Test
    void messagesShouldBeCorrelated() {
        BpmnModelInstance model = Models.process(Models.key("batchMessage"))
                .intermediateCatchEvent()
                .message("Delivered")
                .endEvent()
                .done();
        ProcessInstance instance = here.start(here.deploy(model));

        here.finish(here.as(() -> runtime(here)
                .createMessageCorrelationAsync("Delivered")
                .processInstanceIds(List.of(instance.getId()))
                .setVariable("by", "carrier")
                .correlateAllAsync()));

        assertThat(isRunning(here, instance)).isFalse();
    }

    @Test
    void instancesShouldBeSuspended() {
        ProcessInstance instance = here.start(here.deploy(Models.userTask()));

        here.finish(here.as(() -> runtime(here)
                .updateProcessInstanceSuspensionState()
                .byProcessInstanceIds(instance.getId())
                .suspendAsync()));

        assertThat(here.task(instance).isSuspended()).isTrue();
    }

    @Test
    void instancesShouldBeModified() {
        ProcessDefinition definition = here.deploy(Models.userTask());
        ProcessInstance instance = here.start(definition);

        here.finish(here.as(() -> runtime(here)
                .createModification(definition.getId())
                .startBeforeActivity("approve")
                .processInstanceIds(instance.getId())
                .executeAsync()));

        assertThat(here.as(() -> here.engine()
                        .getTaskService()
                        .createTaskQuery()
                        .processInstanceId(instance.getId())
                        .count()))
                .isEqualTo(2);
    }

    @Test
    void instancesShouldBeMigrated() {
        String key = Models.key("migrated");
        ProcessDefinition source = here.deploy(Models.userTask(key));
        ProcessInstance instance = here.start(source);
        ProcessDefinition target = here.deploy(Models.userTask(key));

        here.finish(here.as(() -> {
            MigrationPlan plan = runtime(here)
                    .createMigrationPlan(source.getId(), target.getId())
                    .mapEqualActivities()
                    .setVariables(Map.of("migrated", true))
                    .build();
            return runtime(here)
                    .newMigration(plan)
                    .processInstanceIds(instance.getId())
                    .executeAsync();
        }));

        assertThat(here.task(instance).getProcessDefinitionId()).isEqualTo(target.getId());
    }

    @Test
    void instancesShouldBeRestarted() {
        ProcessDefinition definition = here.deploy(Models.userTask());
        ProcessInstance instance = here.start(definition);
        here.run(() -> runtime(here).deleteProcessInstance(instance.getId(), "mistake"));

        here.finish(here.as(() -> runtime(here)
                .restartProcessInstances(definition.getId())
                .startBeforeActivity("approve")
                .processInstanceIds(instance.getId())
                .executeAsync()));

        assertThat(here.as(() -> runtime(here)
                        .createProcessInstanceQuery()
                        .processDefinitionId(definition.getId())
                        .count()))
                .isEqualTo(1);
    }

    @Test
    void removalTimeShouldBeSetOnAllThatBelongsToAnInstance() {
        ProcessInstance instance = here.start(here.deploy(Models.userTask()), Map.of("bytes", new byte[] {1}));
        Date removalTime = new Date(86_400_000L * 365 * 40);

        here.finish(here.as(() -> here.engine()
                .getHistoryService()
                .setRemovalTimeToHistoricProcessInstances()
                .absoluteRemovalTime(removalTime)
                .byIds(instance.getId())
                .hierarchical()
                .executeAsync()));

        HistoricProcessInstance historic = here.as(() -> here.engine()
                .getHistoryService()
                .createHistoricProcessInstanceQuery()
                .processInstanceId(instance.getId())
                .singleResult());
        assertThat(historic.getRemovalTime()).isEqualTo(removalTime);
        assertThat(here.as(() -> here.engine()
                        .getHistoryService()
                        .createHistoricVariableInstanceQuery()
                        .processInstanceId(instance.getId())
                        .singleResult()
                        .getRemovalTime()))
                .isEqualTo(removalTime);
    }

    @Test
    void historyShouldBeDeleted() {
        ProcessInstance instance = here.start(here.deploy(Models.userTask()));
        here.run(() -> runtime(here).deleteProcessInstance(instance.getId(), "done"));

        here.finish(here.as(() -> here.engine()
                .getHistoryService()
                .deleteHistoricProcessInstancesAsync(List.of(instance.getId()), "old")));

        assertThat(here.as(() -> here.engine()
                        .getHistoryService()
                        .createHistoricActivityInstanceQuery()
                        .processInstanceId(instance.getId())
                        .count()))
                .isZero();
    }

    private static boolean isRunning(TenantEngine tenant, ProcessInstance instance) {
        return tenant.as(() -> runtime(tenant)
                        .createProcessInstanceQuery()
                        .processInstanceId(instance.getId())
                        .count())
                == 1;
    }

    private static RuntimeService runtime(TenantEngine tenant) {
        return tenant.engine().getRuntimeService();
    }
}
