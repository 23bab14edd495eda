package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Date;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.management.Metrics;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the engine says about itself, and history. */
@ParameterizedClass
@EnumSource(Neighbours.class)
class ManagementTest {

    private final TenantEngine here;
    private final TenantEngine there;

    ManagementTest(Neighbours neighbours) {
        here = neighbours.here();
        there = neighbours.there();
    }

    @Test
    void metricsOfTheEngineShouldBeTheSystemsOnly() {
        TestDatabase.execute(
                TestDatabase.get().system(),
                "insert into act_ru_meter_log (id_, name_, value_, milliseconds_) values (gen_random_uuid(), 'activity-instance-start', 5, 1)");

        assertThat(here.as(() -> management(here)
                        .createMetricsQuery()
                        .name(Metrics.ACTIVTY_INSTANCE_START)
                        .sum()))
                .isZero();
    }

    @Test
    void taskMetricsShouldCountTheTenantsWorkersOnly() {
        long before = workers(there);
        Task task = here.task(here.start(here.deploy(Models.userTask())));

        here.run(() -> here.engine().getTaskService().setAssignee(task.getId(), Models.key("worker")));

        assertThat(workers(here)).isPositive();
        assertThat(workers(there)).isEqualTo(before);
    }

    @Test
    void propertiesAndSchemaLogShouldBeReadableButNotWritable() {
        assertThat(here.as(() -> management(here).getProperties()))
                .containsEntry("historyLevel", "3")
                .containsKey("camunda.installation.id");
        assertThat(here.as(() -> management(here).createSchemaLogQuery().count()))
                .isPositive();
        assertThatThrownBy(() -> here.run(() -> management(here).setProperty("historyLevel", "0")))
                .isInstanceOf(ProcessEngineException.class);
        assertThatThrownBy(() -> here.run(() -> management(here).deleteProperty("historyLevel")))
                .isInstanceOf(ProcessEngineException.class);
    }

    @Test
    void tableCountsShouldCountTheTenantsRowsOnly() {
        here.start(here.deploy(Models.userTask()));

        Map<String, Long> counts = here.as(() -> management(here).getTableCount());

        assertThat(counts).hasSizeGreaterThan(40);
        long tasks =
                here.as(() -> here.engine().getTaskService().createTaskQuery().count());
        assertThat(counts.entrySet())
                .filteredOn(entry -> entry.getKey().equalsIgnoreCase("ACT_RU_TASK"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.getValue()).isEqualTo(tasks));
    }

    @Test
    void historyShouldBeReadAndDeletedByItsTenantOnly() {
        ProcessInstance instance = here.start(here.deploy(Models.userTask()), Map.of("bytes", new byte[] {1}));
        here.run(() ->
                here.engine().getTaskService().complete(here.task(instance).getId()));

        assertThat(history(there, instance)).isZero();
        assertThatThrownBy(() -> there.run(() -> history(there).deleteHistoricProcessInstance(instance.getId())))
                .isInstanceOf(ProcessEngineException.class);
        assertThat(history(here, instance)).isEqualTo(1);
        here.run(() -> history(here).deleteHistoricProcessInstance(instance.getId()));
        assertThat(history(here, instance)).isZero();
    }

    @Test
    void reportsShouldCoverTheTenantOnly() {
        ProcessInstance instance = here.start(here.deploy(Models.userTask()));
        here.run(() ->
                here.engine().getTaskService().complete(here.task(instance).getId()));

        assertThat(here.as(() -> history(here)
                        .createHistoricProcessInstanceReport()
                        .processDefinitionIdIn(instance.getProcessDefinitionId())
                        .duration(org.camunda.bpm.engine.query.PeriodUnit.MONTH)))
                .hasSize(1);
        assertThat(there.as(() -> history(there)
                        .createHistoricActivityStatisticsQuery(instance.getProcessDefinitionId())
                        .includeFinished()
                        .list()))
                .isEmpty();
        assertThat(here.as(() -> management(here)
                        .createProcessDefinitionStatisticsQuery()
                        .list()))
                .extracting(statistics -> statistics.getTenantId())
                .containsOnly(here.tenant());
    }

    private static long workers(TenantEngine tenant) {
        return tenant.as(() -> management(tenant).getUniqueTaskWorkerCount(new Date(0), null));
    }

    private static long history(TenantEngine tenant, ProcessInstance instance) {
        return tenant.as(() -> history(tenant)
                .createHistoricProcessInstanceQuery()
                .processInstanceId(instance.getId())
                .count());
    }

    private static ManagementService management(TenantEngine tenant) {
        return tenant.engine().getManagementService();
    }

    private static HistoryService history(TenantEngine tenant) {
        return tenant.engine().getHistoryService();
    }
}
