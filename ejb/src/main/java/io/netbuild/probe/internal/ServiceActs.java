package io.netbuild.probe.internal;

import static io.netbuild.probe.internal.ServiceAttempt.act;
import static io.netbuild.probe.internal.ServiceAttempt.start;

import io.netbuild.probe.Kind;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.exception.NotFoundException;
import org.camunda.bpm.engine.filter.Filter;
import org.jspecify.annotations.Nullable;

/** What changes, starts, correlates, completes or deletes something of a tenant's by the engine's services. */
final class ServiceActs {

    private static final String NOBODY = "mallory";
    private static final long LOCK_MILLIS = 60_000;
    private static final Date FAR_AWAY = new Date(4_000_000_000_000L);

    static final List<ServiceAttempt> ALL = List.of(
            change("set a variable", (engine, its) -> engine.getRuntimeService()
                    .setVariable(its.get("instance"), "secret", "changed")),
            change("remove a variable", (engine, its) -> engine.getRuntimeService()
                    .removeVariable(its.get("instance"), "secret")),
            change("suspend an instance", (engine, its) -> engine.getRuntimeService()
                    .suspendProcessInstanceById(its.get("instance"))),
            change("suspend instances by definition", (engine, its) -> engine.getRuntimeService()
                    .updateProcessInstanceSuspensionState()
                    .byProcessDefinitionId(its.get("definition"))
                    .suspend()),
            change("suspend instances by key and tenant", (engine, its) -> engine.getRuntimeService()
                    .updateProcessInstanceSuspensionState()
                    .byProcessDefinitionKey(ProbeModels.WAITING)
                    .processDefinitionTenantId(its.tenant())
                    .suspend()),
            change("modify an instance", (engine, its) -> engine.getRuntimeService()
                    .createProcessInstanceModification(its.get("instance"))
                    .cancelAllForActivity(ProbeModels.TASK)
                    .execute()),
            change("modify instances of a definition", (engine, its) -> engine.getRuntimeService()
                    .createModification(its.get("definition"))
                    .processInstanceIds(its.get("instance"))
                    .cancelAllForActivity(ProbeModels.TASK)
                    .execute()),
            change("set variables by a batch", (engine, its) -> engine.getRuntimeService()
                    .setVariablesAsync(
                            engine.getRuntimeService()
                                    .createProcessInstanceQuery()
                                    .processInstanceId(its.get("instance")),
                            Map.of("mark", true))),
            change("annotate an incident", (engine, its) -> engine.getRuntimeService()
                    .setAnnotationForIncidentById(its.get("incident"), "from elsewhere")),
            change("claim a task", (engine, its) -> engine.getTaskService().claim(its.get("task"), NOBODY)),
            change("assign a task", (engine, its) -> engine.getTaskService().setAssignee(its.get("task"), NOBODY)),
            change("add a candidate", (engine, its) -> engine.getTaskService()
                    .addCandidateUser(its.get("task"), NOBODY)),
            change("set a task's priority", (engine, its) -> engine.getTaskService()
                    .setPriority(its.get("task"), 99)),
            change("set a variable of a task", (engine, its) -> engine.getTaskService()
                    .setVariableLocal(its.get("task"), "mark", true)),
            change("comment on a task", (engine, its) -> engine.getTaskService()
                    .createComment(its.get("task"), its.get("instance"), "from elsewhere")),
            change("lock an external task", (engine, its) -> engine.getExternalTaskService()
                    .lock(its.get("externalTask"), NOBODY, LOCK_MILLIS)),
            change("set the retries of an external task", (engine, its) -> engine.getExternalTaskService()
                    .setRetries(its.get("externalTask"), 0)),
            change("set the retries of a job", (engine, its) -> engine.getManagementService()
                    .setJobRetries(its.get("job"), 0)),
            change("set when a job is due", (engine, its) -> engine.getManagementService()
                    .setJobDuedate(its.get("job"), FAR_AWAY)),
            change("suspend a job", (engine, its) -> engine.getManagementService()
                    .suspendJobById(its.get("job"))),
            change("suspend a job definition", (engine, its) -> engine.getManagementService()
                    .suspendJobDefinitionById(its.get("jobDefinition"), true)),
            change("activate a batch", (engine, its) -> engine.getManagementService()
                    .activateBatchById(its.get("batch"))),
            change("suspend a process definition", (engine, its) -> engine.getRepositoryService()
                    .suspendProcessDefinitionById(its.get("definition"))),
            change("set how long a process keeps history", (engine, its) -> engine.getRepositoryService()
                    .updateProcessDefinitionHistoryTimeToLive(its.get("definition"), 99)),
            change("set how long a decision keeps history", (engine, its) -> engine.getRepositoryService()
                    .updateDecisionDefinitionHistoryTimeToLive(its.get("decision"), 99)),
            change("change a filter", ServiceActs::changeFilter),
            change("change an authorization", ServiceActs::changeAuthorization),
            start("start by definition id", (engine, its) -> engine.getRuntimeService()
                    .startProcessInstanceById(its.get("definition"))),
            start("start by a key of its own", (engine, its) -> engine.getRuntimeService()
                    .startProcessInstanceByKey(its.get("onlyKey"))),
            start("start by key and tenant", (engine, its) -> engine.getRuntimeService()
                    .createProcessInstanceByKey(ProbeModels.WAITING)
                    .processDefinitionTenantId(its.tenant())
                    .execute()),
            start("evaluate a decision by id", (engine, its) -> engine.getDecisionService()
                    .evaluateDecisionTableById(its.get("decision"))
                    .variables(Map.of("secret", "known"))
                    .evaluate()),
            start("evaluate a decision by key and tenant", (engine, its) -> engine.getDecisionService()
                    .evaluateDecisionTableByKey(ProbeModels.DECISION)
                    .decisionDefinitionTenantId(its.tenant())
                    .variables(Map.of("secret", "known"))
                    .evaluate()),
            act(Kind.START, "restart an ended instance", (engine, its) -> engine.getRuntimeService()
                    .restartProcessInstances(its.get("decidingDefinition"))
                    .processInstanceIds(its.get("ended"))
                    .startBeforeActivity("decide")
                    .execute()),
            correlate("message by business key", (engine, its) -> engine.getRuntimeService()
                    .createMessageCorrelation(ProbeModels.MESSAGE)
                    .processInstanceBusinessKey(its.get("businessKey"))
                    .correlate()),
            correlate("message by instance", (engine, its) -> engine.getRuntimeService()
                    .createMessageCorrelation(ProbeModels.MESSAGE)
                    .processInstanceId(its.get("instance"))
                    .correlate()),
            correlate("message by business key and tenant", (engine, its) -> engine.getRuntimeService()
                    .createMessageCorrelation(ProbeModels.MESSAGE)
                    .tenantId(its.tenant())
                    .processInstanceBusinessKey(its.get("businessKey"))
                    .correlate()),
            correlate("message by execution", (engine, its) -> engine.getRuntimeService()
                    .messageEventReceived(ProbeModels.MESSAGE, its.get("messageExecution"))),
            correlate("signal to all", (engine, its) -> engine.getRuntimeService()
                    .signalEventReceived(its.get("signal"))),
            correlate("signal to a tenant", (engine, its) -> engine.getRuntimeService()
                    .createSignalEvent(its.get("signal"))
                    .tenantId(its.tenant())
                    .send()),
            correlate("signal by execution", (engine, its) -> engine.getRuntimeService()
                    .signalEventReceived(its.get("signal"), its.get("signalExecution"))),
            complete("complete a task", (engine, its) -> engine.getTaskService().complete(its.get("task"))),
            complete("submit a task's form", (engine, its) -> engine.getFormService()
                    .submitTaskForm(its.get("task"), Map.of("secret", "changed"))),
            complete("complete an external task", (engine, its) -> {
                engine.getExternalTaskService().lock(its.get("externalTask"), NOBODY, LOCK_MILLIS);
                engine.getExternalTaskService().complete(its.get("externalTask"), NOBODY);
            }),
            complete("run a job", (engine, its) -> engine.getManagementService().executeJob(its.get("job"))),
            complete("resolve an incident", (engine, its) -> engine.getManagementService()
                    .setJobRetries(its.get("failedJob"), 1)),
            delete("delete an instance", (engine, its) -> engine.getRuntimeService()
                    .deleteProcessInstance(its.get("instance"), "from elsewhere")),
            delete("delete a comment", (engine, its) -> engine.getTaskService()
                    .deleteTaskComment(its.get("task"), its.get("comment"))),
            delete("delete an attachment", (engine, its) -> engine.getTaskService()
                    .deleteAttachment(its.get("attachment"))),
            delete("delete a job", (engine, its) -> engine.getManagementService()
                    .deleteJob(its.get("job"))),
            delete("delete a batch", (engine, its) -> engine.getManagementService()
                    .deleteBatch(its.get("batch"), true)),
            delete("delete a filter", (engine, its) -> engine.getFilterService().deleteFilter(its.get("filter"))),
            delete("delete an authorization", (engine, its) -> engine.getAuthorizationService()
                    .deleteAuthorization(its.get("authorization"))),
            delete("delete the history of an instance", (engine, its) -> engine.getHistoryService()
                    .deleteHistoricProcessInstance(its.get("ended"))),
            delete("delete the history of a variable", (engine, its) -> engine.getHistoryService()
                    .deleteHistoricVariableInstance(its.get("historicVariable"))),
            delete("delete the history of a decision", (engine, its) -> engine.getHistoryService()
                    .deleteHistoricDecisionInstanceByInstanceId(its.get("historicDecision"))),
            delete("delete a process definition", (engine, its) -> engine.getRepositoryService()
                    .deleteProcessDefinition(its.get("onlyDefinition"), true)),
            delete("delete a deployment", (engine, its) -> engine.getRepositoryService()
                    .deleteDeployment(its.get("deployment"), true)));

    private ServiceActs() {}

    private static ServiceAttempt change(String what, ServiceAttempt.Act act) {
        return act(Kind.CHANGE, what, act);
    }

    private static ServiceAttempt correlate(String what, ServiceAttempt.Act act) {
        return act(Kind.CORRELATE, what, act);
    }

    private static ServiceAttempt complete(String what, ServiceAttempt.Act act) {
        return act(Kind.COMPLETE, what, act);
    }

    private static ServiceAttempt delete(String what, ServiceAttempt.Act act) {
        return act(Kind.DELETE, what, act);
    }

    private static void changeFilter(ProcessEngine engine, Belongings its) {
        Filter filter = found(engine.getFilterService().getFilter(its.get("filter")));
        filter.setName("changed");
        engine.getFilterService().saveFilter(filter);
    }

    private static void changeAuthorization(ProcessEngine engine, Belongings its) {
        Authorization authorization = found(engine.getAuthorizationService()
                .createAuthorizationQuery()
                .authorizationId(its.get("authorization"))
                .singleResult());
        authorization.addPermission(Permissions.ALL);
        engine.getAuthorizationService().saveAuthorization(authorization);
    }

    private static <T> T found(@Nullable T thing) {
        if (thing == null) {
            throw new NotFoundException("Nothing has this id");
        }
        return thing;
    }
}
