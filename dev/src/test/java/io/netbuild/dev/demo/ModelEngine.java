package io.netbuild.dev.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;

/** An engine of its own in memory, whose jobs run when the test says so. */
final class ModelEngine implements AutoCloseable {

    private static final String WORKER = "worker";

    /** Kept, or its level would be forgotten. */
    private static final Logger LOGGER = Logger.getLogger("org.camunda.bpm.engine");

    final ProcessEngine engine;

    ModelEngine() {
        LOGGER.setLevel(Level.WARNING);
        StandaloneInMemProcessEngineConfiguration configuration = new StandaloneInMemProcessEngineConfiguration();
        String name = "models-" + UUID.randomUUID();
        configuration.setProcessEngineName(name);
        configuration.setJdbcUrl("jdbc:h2:mem:" + name);
        configuration.setJobExecutorActivate(false);
        configuration.setEnableCmdExceptionLogging(false); // one job fails on purpose
        engine = configuration.buildProcessEngine();
    }

    /** Forgets all models with their instances and their history, and what time it was. */
    void reset() {
        ClockUtil.reset();
        engine.getRepositoryService().createDeploymentQuery().list().forEach(deployment -> engine.getRepositoryService()
                .deleteDeployment(deployment.getId(), true));
    }

    /** Deploys files as one deployment, for a tenant. */
    void deploy(String tenant, List<ModelFile> files) {
        DeploymentBuilder deployment =
                engine.getRepositoryService().createDeployment().tenantId(tenant);
        files.forEach(file -> deployment.addInputStream(file.name(), new ByteArrayInputStream(file.content())));
        deployment.deploy();
    }

    String start(String tenant, String process, String businessKey, Map<String, Object> variables) {
        return engine.getRuntimeService()
                .createProcessInstanceByKey(process)
                .processDefinitionTenantId(tenant)
                .businessKey(businessKey)
                .setVariables(variables)
                .execute()
                .getId();
    }

    Task task(String key) {
        return engine.getTaskService().createTaskQuery().taskDefinitionKey(key).singleResult();
    }

    void complete(String key, Map<String, Object> variables) {
        engine.getTaskService().complete(task(key).getId(), variables);
    }

    LockedExternalTask fetch(String topic) {
        List<LockedExternalTask> locked = engine.getExternalTaskService()
                .fetchAndLock(2, WORKER)
                .topic(topic, Duration.ofMinutes(1).toMillis())
                .execute();
        assertThat(locked).hasSize(1);
        return locked.get(0);
    }

    void handle(String topic) {
        engine.getExternalTaskService().complete(fetch(topic).getId(), WORKER);
    }

    void fail(String topic, String errorCode) {
        engine.getExternalTaskService().handleBpmnError(fetch(topic).getId(), WORKER, errorCode);
    }

    /** Lets time pass and runs the jobs that are due then, each once. */
    void runJobsDueIn(Duration time) {
        ClockUtil.setCurrentTime(
                Date.from(ClockUtil.getCurrentTime().toInstant().plus(time)));
        for (Job job :
                engine.getManagementService().createJobQuery().executable().list()) {
            engine.getManagementService().executeJob(job.getId());
        }
    }

    /** The activities of an instance that ended, in no order. */
    List<String> ended(String instance) {
        return engine
                .getHistoryService()
                .createHistoricActivityInstanceQuery()
                .processInstanceId(instance)
                .finished()
                .list()
                .stream()
                .map(HistoricActivityInstance::getActivityId)
                .toList();
    }

    boolean isOver(String instance) {
        return engine.getHistoryService()
                        .createHistoricProcessInstanceQuery()
                        .processInstanceId(instance)
                        .completed()
                        .count()
                == 1;
    }

    @Override
    public void close() {
        engine.close();
    }
}
