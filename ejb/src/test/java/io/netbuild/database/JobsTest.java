package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.history.HistoricIncident;
import org.camunda.bpm.engine.history.HistoricJobLog;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Jobs, timers and the incidents that they leave. */
@ParameterizedClass
@EnumSource(Neighbours.class)
class JobsTest {

    private final TenantEngine here;
    private final TenantEngine there;

    JobsTest(Neighbours neighbours) {
        here = neighbours.here();
        there = neighbours.there();
    }

    @Test
    void timerShouldFireInItsTenant() {
        ProcessInstance instance = here.start(here.deploy(Models.timer()));
        Job timer = here.job(instance);

        here.run(() -> management(here).setJobDuedate(timer.getId(), new Date(0)));
        here.run(() -> management(here).setJobPriority(timer.getId(), 5));
        assertThatThrownBy(() -> there.run(() -> management(there).executeJob(timer.getId())))
                .isInstanceOf(ProcessEngineException.class);
        here.execute(timer);

        assertThat(timer.getTenantId()).isEqualTo(here.tenant());
        assertThat(here.task(instance).getTaskDefinitionKey()).isEqualTo("remind");
    }

    @Test
    void failedJobShouldLeaveItsIncidentLogAndStackTraceToItsTenantOnly() {
        ProcessInstance instance = here.start(here.deploy(Models.failing()));
        Job job = here.job(instance);

        assertThatThrownBy(() -> here.execute(job)).isInstanceOf(ProcessEngineException.class);

        assertThat(here.as(() -> management(here).getJobExceptionStacktrace(job.getId())))
                .contains("nothing");
        Incident incident = here.as(() -> here.engine()
                .getRuntimeService()
                .createIncidentQuery()
                .processInstanceId(instance.getId())
                .singleResult());
        assertThat(incident.getTenantId()).isEqualTo(here.tenant());
        List<HistoricJobLog> logs = here.as(() -> here.engine()
                .getHistoryService()
                .createHistoricJobLogQuery()
                .jobId(job.getId())
                .failureLog()
                .list());
        assertThat(logs).hasSize(1).allMatch(log -> here.tenant().equals(log.getTenantId()));
        String logId = logs.get(0).getId();
        assertThat(here.as(() -> here.engine().getHistoryService().getHistoricJobLogExceptionStacktrace(logId)))
                .contains("nothing");
        assertThatThrownBy(() -> there.run(() -> management(there).getJobExceptionStacktrace(job.getId())))
                .isInstanceOf(ProcessEngineException.class);
        assertThatThrownBy(() ->
                        there.run(() -> there.engine().getHistoryService().getHistoricJobLogExceptionStacktrace(logId)))
                .isInstanceOf(ProcessEngineException.class);
        assertThat(there.as(() -> there.engine()
                        .getRuntimeService()
                        .createIncidentQuery()
                        .incidentId(incident.getId())
                        .count()))
                .isZero();
    }

    @Test
    void retriedJobShouldResolveItsIncident() {
        ProcessInstance instance = here.start(here.deploy(Models.failing()));
        Job job = here.job(instance);
        assertThatThrownBy(() -> here.execute(job)).isInstanceOf(ProcessEngineException.class);

        here.run(() -> management(here).setJobRetries(job.getId(), 3));
        here.run(() -> here.engine().getRuntimeService().setVariable(instance.getId(), "nothing", new Order("there")));
        here.execute(job);

        List<HistoricIncident> incidents = here.as(() -> here.engine()
                .getHistoryService()
                .createHistoricIncidentQuery()
                .processInstanceId(instance.getId())
                .list());
        assertThat(incidents).hasSize(1).allMatch(HistoricIncident::isResolved);
        assertThat(incidents).allMatch(incident -> here.tenant().equals(incident.getTenantId()));
    }

    @Test
    void customIncidentShouldBelongToTheTenantOfItsExecution() {
        ProcessInstance instance = here.start(here.deploy(Models.userTask()));

        Incident incident = here.as(() -> here.engine()
                .getRuntimeService()
                .createIncident("paper jam", instance.getId(), "tray 2", "remove the paper"));
        here.run(() -> here.engine().getRuntimeService().setAnnotationForIncidentById(incident.getId(), "looking"));

        assertThat(incident.getTenantId()).isEqualTo(here.tenant());
        assertThatThrownBy(
                        () -> there.run(() -> there.engine().getRuntimeService().resolveIncident(incident.getId())))
                .isInstanceOf(ProcessEngineException.class);
        here.run(() -> here.engine().getRuntimeService().resolveIncident(incident.getId()));
    }

    @Test
    void jobDefinitionsShouldBeChangedByTheirTenantOnly() {
        ProcessDefinition definition = here.deploy(Models.failing());
        String jobDefinition = here.as(() -> management(here)
                .createJobDefinitionQuery()
                .processDefinitionId(definition.getId())
                .singleResult()
                .getId());

        ProcessInstance instance = here.start(definition);
        try {
            there.run(() -> management(there).suspendJobDefinitionById(jobDefinition, true));
        } catch (ProcessEngineException e) {
            assertThat(e).hasMessageContaining(jobDefinition);
        }
        assertThat(here.job(instance).isSuspended()).isFalse();
        here.run(() -> management(here).suspendJobDefinitionById(jobDefinition, true));
        here.run(() -> management(here).setOverridingJobPriorityForJobDefinition(jobDefinition, 9, true));

        assertThat(here.job(instance).isSuspended()).isTrue();
        assertThat(here.job(instance).getPriority()).isEqualTo(9);
    }

    @Test
    void delayedSuspensionShouldRunAsItsTenant() {
        ProcessDefinition definition = here.deploy(Models.userTask());

        here.run(() -> here.engine()
                .getRepositoryService()
                .suspendProcessDefinitionById(
                        definition.getId(), true, new Date(System.currentTimeMillis() + 3_600_000)));

        Job job = here.as(() -> management(here).createJobQuery().timers().list().stream()
                .filter(candidate ->
                        ((JobEntity) candidate).getJobHandlerConfigurationRaw().contains(definition.getId()))
                .findFirst()
                .orElseThrow());
        assertThat(job.getTenantId()).isEqualTo(here.tenant());
        here.execute(job);
        assertThat(here.as(() -> here.engine()
                        .getRepositoryService()
                        .getProcessDefinition(definition.getId())
                        .isSuspended()))
                .isTrue();
    }

    private static ManagementService management(TenantEngine tenant) {
        return tenant.engine().getManagementService();
    }

    /** Has the property that the failing model asks for. */
    public record Order(String name) implements java.io.Serializable {

        public String getThere() {
            return name;
        }
    }
}
