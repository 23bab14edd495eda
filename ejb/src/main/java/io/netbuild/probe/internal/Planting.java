package io.netbuild.probe.internal;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.batch.Batch;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.repository.Resource;
import org.camunda.bpm.engine.variable.Variables;

/**
 * Gives a tenant one of everything that it can have in its engine. Nothing of it changes by itself: what jobs there are is due in years, has no retries left
 * or is suspended. To be called in a transaction of the tenant.
 */
final class Planting {

    private final ProcessEngine engine;
    private final ProbeTenant tenant;
    private final Map<String, String> ids = new TreeMap<>();

    Planting(ProcessEngine engine, ProbeTenant tenant) {
        this.engine = engine;
        this.tenant = tenant;
    }

    Belongings plant() {
        names();
        definitions();
        waiting();
        queued();
        shown();
        work();
        failed();
        ended();
        settings();
        batch();
        return new Belongings(tenant, ids);
    }

    private String id(String name) {
        return Objects.requireNonNull(ids.get(name), name);
    }

    private void names() {
        ids.put("tenant", tenant.id().value());
        ids.put("engine", tenant.placement().engine());
        ids.put("secret", tenant.secret());
        ids.put("businessKey", "key-of-" + tenant.id());
        ids.put("onlyKey", ProbeModels.onlyKey(tenant));
        ids.put("topic", ProbeModels.topic(tenant));
        ids.put("signal", ProbeModels.signal(tenant));
        ids.put("member", ProbeCredentials.userOf(tenant.id()).value());
        ids.put("guest", ProbeCredentials.guestOf(tenant.id()).value());
        ids.put("user", "user-of-" + tenant.id());
    }

    private void definitions() {
        String deployment = ProbeModels.addTo(engine.getRepositoryService().createDeployment(), tenant)
                .deployWithResult()
                .getId();
        ids.put("deployment", deployment);
        ids.put(
                "resource",
                engine.getRepositoryService().getDeploymentResources(deployment).stream()
                        .filter(resource -> resource.getName().equals(ProbeModels.WAITING + ".bpmn"))
                        .map(Resource::getId)
                        .findFirst()
                        .orElseThrow());
        ids.put("definition", definition(ProbeModels.WAITING));
        ids.put("decidingDefinition", definition(ProbeModels.DECIDING));
        ids.put("onlyDefinition", definition(ProbeModels.onlyKey(tenant)));
        ids.put(
                "decision",
                engine.getRepositoryService()
                        .createDecisionDefinitionQuery()
                        .decisionDefinitionKey(ProbeModels.DECISION)
                        .tenantIdIn(tenant.id().value())
                        .singleResult()
                        .getId());
    }

    private String definition(String key) {
        ProcessDefinition definition = engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey(key)
                .tenantIdIn(tenant.id().value())
                .singleResult();
        return definition.getId();
    }

    private void waiting() {
        String instance = start(ProbeModels.WAITING, id("businessKey"));
        ids.put("instance", instance);
        ids.put("spare", start(ProbeModels.WAITING, "spare-" + id("businessKey")));
        ids.put(
                "task",
                engine.getTaskService()
                        .createTaskQuery()
                        .processInstanceId(instance)
                        .singleResult()
                        .getId());
        ids.put(
                "externalTask",
                engine.getExternalTaskService()
                        .createExternalTaskQuery()
                        .processInstanceId(instance)
                        .singleResult()
                        .getId());
        ids.put(
                "job",
                engine.getManagementService()
                        .createJobQuery()
                        .processInstanceId(instance)
                        .singleResult()
                        .getId());
        ids.put("messageExecution", execution(instance, "message"));
        ids.put("signalExecution", execution(instance, "signal"));
        ids.put(
                "jobDefinition",
                engine.getManagementService()
                        .createJobDefinitionQuery()
                        .processDefinitionId(id("definition"))
                        .singleResult()
                        .getId());
        ids.put(
                "variable",
                engine.getRuntimeService()
                        .createVariableInstanceQuery()
                        .processInstanceIdIn(instance)
                        .variableName("secret")
                        .singleResult()
                        .getId());
        ids.put(
                "historicVariable",
                engine.getHistoryService()
                        .createHistoricVariableInstanceQuery()
                        .processInstanceId(instance)
                        .variableName("secret")
                        .singleResult()
                        .getId());
    }

    /** What commands by message are tried on: nothing else uses it up. */
    private void queued() {
        String queued = start(ProbeModels.WAITING, "queued-" + id("businessKey"));
        String task = engine.getExternalTaskService()
                .createExternalTaskQuery()
                .processInstanceId(queued)
                .singleResult()
                .getId();
        engine.getExternalTaskService().lock(task, "probe", Duration.ofHours(1).toMillis());
        ids.put("queued", queued);
        ids.put("queuedTask", task);
        ids.put("queuedStart", "by-message-" + id("businessKey"));
    }

    /** What the web applications are tried on: nothing else uses it up. */
    private void shown() {
        String shown = start(ProbeModels.WAITING, "shown-" + id("businessKey"));
        ids.put(
                "shownTask",
                engine.getTaskService()
                        .createTaskQuery()
                        .processInstanceId(shown)
                        .singleResult()
                        .getId());
        ids.put("shownSpare", start(ProbeModels.WAITING, "shown-spare-" + id("businessKey")));
    }

    private String start(String process, String businessKey) {
        byte[] bytes = tenant.secret().getBytes(StandardCharsets.UTF_8);
        return engine.getRuntimeService()
                .startProcessInstanceByKey(
                        process,
                        businessKey,
                        Variables.putValue("secret", tenant.secret())
                                .putValue("bytes", bytes)
                                .putValueTyped(
                                        "document",
                                        Variables.fileValue("secret.txt")
                                                .file(bytes)
                                                .create()))
                .getId();
    }

    private String execution(String instance, String activity) {
        return engine.getRuntimeService()
                .createExecutionQuery()
                .processInstanceId(instance)
                .activityId(activity)
                .singleResult()
                .getId();
    }

    private void work() {
        TaskService tasks = engine.getTaskService();
        String task = id("task");
        String instance = id("instance");
        ids.put("comment", tasks.createComment(task, instance, tenant.secret()).getId());
        ids.put(
                "attachment",
                tasks.createAttachment(
                                "text/plain",
                                task,
                                instance,
                                "note",
                                tenant.secret(),
                                new ByteArrayInputStream(tenant.secret().getBytes(StandardCharsets.UTF_8)))
                        .getId());
        tasks.addCandidateUser(task, id("user"));
    }

    private void failed() {
        String failed = start(ProbeModels.FAILING, "failed-" + id("businessKey"));
        String job = engine.getManagementService()
                .createJobQuery()
                .processInstanceId(failed)
                .singleResult()
                .getId();
        engine.getManagementService().setJobRetries(job, 0);
        engine.getManagementService().suspendJobById(job);
        ids.put("failed", failed);
        ids.put("failedJob", job);
        ids.put(
                "incident",
                engine.getRuntimeService()
                        .createIncidentQuery()
                        .processInstanceId(failed)
                        .singleResult()
                        .getId());
        ids.put(
                "jobLog",
                engine.getHistoryService()
                        .createHistoricJobLogQuery()
                        .processInstanceId(failed)
                        .creationLog()
                        .singleResult()
                        .getId());
    }

    private void ended() {
        String ended = start(ProbeModels.DECIDING, "ended-" + id("businessKey"));
        ids.put("ended", ended);
        ids.put(
                "historicDecision",
                engine.getHistoryService()
                        .createHistoricDecisionInstanceQuery()
                        .processInstanceId(ended)
                        .singleResult()
                        .getId());
    }

    private void settings() {
        Filter filter = engine.getFilterService().newTaskFilter("probe");
        filter.setProperties(Map.of("description", tenant.secret()));
        filter.setQuery(
                engine.getTaskService().createTaskQuery().processVariableValueEquals("secret", tenant.secret()));
        ids.put("filter", engine.getFilterService().saveFilter(filter).getId());

        Authorization authorization =
                engine.getAuthorizationService().createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        authorization.setUserId(id("user"));
        authorization.setResource(Resources.PROCESS_INSTANCE);
        authorization.setResourceId(id("spare"));
        authorization.addPermission(Permissions.READ);
        ids.put(
                "authorization",
                engine.getAuthorizationService()
                        .saveAuthorization(authorization)
                        .getId());
    }

    private void batch() {
        Batch batch =
                engine.getRuntimeService().setVariablesAsync(List.of(id("spare")), Map.of("batched", tenant.secret()));
        engine.getManagementService().suspendBatchById(batch.getId());
        ids.put("batch", batch.getId());
    }
}
