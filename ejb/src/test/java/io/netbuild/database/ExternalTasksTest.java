package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.engine.history.HistoricExternalTaskLog;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** External tasks of the same topic in two tenants. */
@ParameterizedClass
@EnumSource(Neighbours.class)
class ExternalTasksTest {

    private static final String WORKER = "worker";

    private final TenantEngine here;
    private final TenantEngine there;

    ExternalTasksTest(Neighbours neighbours) {
        here = neighbours.here();
        there = neighbours.there();
    }

    @Test
    void workerShouldFetchItsTenantsTasksOnly() {
        String topic = Models.key("fetch");
        ProcessInstance mine = here.start(here.deploy(Models.externalTask(topic)), Map.of("bytes", new byte[] {1}));
        there.start(there.deploy(Models.externalTask(topic)));

        List<LockedExternalTask> fetched = fetch(here, topic);

        assertThat(fetched).hasSize(1);
        LockedExternalTask task = fetched.get(0);
        assertThat(task.getProcessInstanceId()).isEqualTo(mine.getId());
        assertThat(task.getTenantId()).isEqualTo(here.tenant());
        assertThat(task.getVariables()).containsKey("bytes");
        assertThatThrownBy(() -> there.run(() -> external(there).complete(task.getId(), WORKER)))
                .isInstanceOf(ProcessEngineException.class);
        here.run(() -> external(here).complete(task.getId(), WORKER, Map.of("result", "ok")));
        assertThat(fetch(there, topic)).hasSize(1);
    }

    @Test
    void failureShouldKeepItsDetailsForItsTenantOnly() {
        String topic = Models.key("failure");
        here.start(here.deploy(Models.externalTask(topic)));
        LockedExternalTask task = fetch(here, topic).get(0);

        here.run(() -> external(here).handleFailure(task.getId(), WORKER, "no paper", "tray 2 is empty", 0, 0));

        assertThat(here.as(() -> external(here).getExternalTaskErrorDetails(task.getId())))
                .contains("tray 2");
        HistoricExternalTaskLog log = here.as(() -> here.engine()
                .getHistoryService()
                .createHistoricExternalTaskLogQuery()
                .externalTaskId(task.getId())
                .failureLog()
                .singleResult());
        assertThat(log.getTenantId()).isEqualTo(here.tenant());
        assertThat(here.as(() -> here.engine().getHistoryService().getHistoricExternalTaskLogErrorDetails(log.getId())))
                .contains("tray 2");
        assertThatThrownBy(() -> there.as(() -> external(there).getExternalTaskErrorDetails(task.getId())))
                .isInstanceOf(ProcessEngineException.class);
        assertThat(here.as(() -> here.engine()
                        .getRuntimeService()
                        .createIncidentQuery()
                        .configuration(task.getId())
                        .count()))
                .isEqualTo(1);
    }

    @Test
    void retriesShouldBeSetDirectlyAndByBatch() {
        String topic = Models.key("retries");
        here.start(here.deploy(Models.externalTask(topic)));
        LockedExternalTask task = fetch(here, topic).get(0);
        here.run(() -> external(here).handleFailure(task.getId(), WORKER, "no paper", 0, 0));

        here.run(() -> external(here).setRetries(task.getId(), 2));
        here.finish(here.as(() -> external(here).setRetriesAsync(List.of(task.getId()), null, 4)));

        assertThat(here.as(() -> external(here)
                        .createExternalTaskQuery()
                        .externalTaskId(task.getId())
                        .singleResult()
                        .getRetries()))
                .isEqualTo(4);
    }

    @Test
    void errorShouldBeHandledByTheModel() {
        String topic = Models.key("error");
        ProcessInstance instance = here.start(here.deploy(Models.externalTask(topic)));
        LockedExternalTask task = fetch(here, topic).get(0);

        here.run(() -> external(here).extendLock(task.getId(), WORKER, 60_000));
        here.run(() -> external(here).handleBpmnError(task.getId(), WORKER, "PROBLEM", "it is", Map.of("a", 1)));

        assertThat(here.as(() -> here.engine()
                        .getHistoryService()
                        .createHistoricActivityInstanceQuery()
                        .processInstanceId(instance.getId())
                        .activityId("handled")
                        .count()))
                .isEqualTo(1);
    }

    private static List<LockedExternalTask> fetch(TenantEngine tenant, String topic) {
        return tenant.as(() ->
                external(tenant).fetchAndLock(10, WORKER).topic(topic, 60_000).execute());
    }

    private static ExternalTaskService external(TenantEngine tenant) {
        return tenant.engine().getExternalTaskService();
    }
}
