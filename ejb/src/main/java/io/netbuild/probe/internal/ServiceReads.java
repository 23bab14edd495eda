package io.netbuild.probe.internal;

import static io.netbuild.probe.internal.ServiceAttempt.read;

import java.util.List;

/** What shows something of a tenant's runtime and definitions by the engine's services. */
final class ServiceReads {

    static final List<ServiceAttempt> ALL = List.of(
            read("process instance by id", (engine, its) -> engine.getRuntimeService()
                    .createProcessInstanceQuery()
                    .processInstanceId(its.get("instance"))
                    .list()),
            read("process instances by business key", (engine, its) -> engine.getRuntimeService()
                    .createProcessInstanceQuery()
                    .processInstanceBusinessKey(its.get("businessKey"))
                    .list()),
            read("process instances by tenant", (engine, its) -> engine.getRuntimeService()
                    .createProcessInstanceQuery()
                    .tenantIdIn(its.tenant())
                    .list()),
            read("process instances by the value of a variable", (engine, its) -> engine.getRuntimeService()
                    .createProcessInstanceQuery()
                    .variableValueEquals("secret", its.get("secret"))
                    .list()),
            read("executions of an instance", (engine, its) -> engine.getRuntimeService()
                    .createExecutionQuery()
                    .processInstanceId(its.get("instance"))
                    .list()),
            read("variables of an instance", (engine, its) -> engine.getRuntimeService()
                    .getVariables(its.get("instance"))),
            read("one variable of an instance", (engine, its) -> engine.getRuntimeService()
                    .getVariable(its.get("instance"), "secret")),
            read("a file in a variable", (engine, its) -> engine.getRuntimeService()
                    .getVariable(its.get("instance"), "document")),
            read("bytes in a variable", (engine, its) -> engine.getRuntimeService()
                    .getVariable(its.get("instance"), "bytes")),
            read("variable by id", (engine, its) -> engine.getRuntimeService()
                    .createVariableInstanceQuery()
                    .variableId(its.get("variable"))
                    .list()),
            read("variables by instance", (engine, its) -> engine.getRuntimeService()
                    .createVariableInstanceQuery()
                    .processInstanceIdIn(its.get("instance"))
                    .list()),
            read("variables by tenant", (engine, its) -> engine.getRuntimeService()
                    .createVariableInstanceQuery()
                    .tenantIdIn(its.tenant())
                    .list()),
            read("activities of an instance", (engine, its) -> engine.getRuntimeService()
                    .getActivityInstance(its.get("instance"))),
            read("event subscriptions of an instance", (engine, its) -> engine.getRuntimeService()
                    .createEventSubscriptionQuery()
                    .processInstanceId(its.get("instance"))
                    .list()),
            read("event subscriptions by name", (engine, its) -> engine.getRuntimeService()
                    .createEventSubscriptionQuery()
                    .eventName(its.get("signal"))
                    .list()),
            read("incident by id", (engine, its) -> engine.getRuntimeService()
                    .createIncidentQuery()
                    .incidentId(its.get("incident"))
                    .list()),
            read("task by id", (engine, its) -> engine.getTaskService()
                    .createTaskQuery()
                    .taskId(its.get("task"))
                    .list()),
            read("tasks by instance", (engine, its) -> engine.getTaskService()
                    .createTaskQuery()
                    .processInstanceId(its.get("instance"))
                    .list()),
            read("tasks by candidate", (engine, its) -> engine.getTaskService()
                    .createTaskQuery()
                    .taskCandidateUser(its.get("user"))
                    .list()),
            read("tasks by tenant", (engine, its) -> engine.getTaskService()
                    .createTaskQuery()
                    .tenantIdIn(its.tenant())
                    .list()),
            read("variables of a task", (engine, its) -> engine.getTaskService().getVariables(its.get("task"))),
            read("identity links of a task", (engine, its) -> engine.getTaskService()
                    .getIdentityLinksForTask(its.get("task"))),
            read("comments of a task", (engine, its) -> engine.getTaskService().getTaskComments(its.get("task"))),
            read("comments of an instance", (engine, its) -> engine.getTaskService()
                    .getProcessInstanceComments(its.get("instance"))),
            read("attachments of a task", (engine, its) -> engine.getTaskService()
                    .getTaskAttachments(its.get("task"))),
            read("attachment by id", (engine, its) -> engine.getTaskService().getAttachment(its.get("attachment"))),
            read("content of an attachment", (engine, its) -> engine.getTaskService()
                    .getAttachmentContent(its.get("attachment"))),
            read("form of a task", (engine, its) -> engine.getFormService().getDeployedTaskForm(its.get("task"))),
            read("form variables of a task", (engine, its) -> engine.getFormService()
                    .getTaskFormVariables(its.get("task"))),
            read("external task by id", (engine, its) -> engine.getExternalTaskService()
                    .createExternalTaskQuery()
                    .externalTaskId(its.get("externalTask"))
                    .list()),
            read("external tasks by topic", (engine, its) -> engine.getExternalTaskService()
                    .createExternalTaskQuery()
                    .topicName(its.get("topic"))
                    .list()),
            read("job by id", (engine, its) -> engine.getManagementService()
                    .createJobQuery()
                    .jobId(its.get("job"))
                    .list()),
            read("jobs by tenant", (engine, its) -> engine.getManagementService()
                    .createJobQuery()
                    .tenantIdIn(its.tenant())
                    .list()),
            read("job definition by id", (engine, its) -> engine.getManagementService()
                    .createJobDefinitionQuery()
                    .jobDefinitionId(its.get("jobDefinition"))
                    .list()),
            read("batch by id", (engine, its) -> engine.getManagementService()
                    .createBatchQuery()
                    .batchId(its.get("batch"))
                    .list()),
            read("statistics of a batch", (engine, its) -> engine.getManagementService()
                    .createBatchStatisticsQuery()
                    .batchId(its.get("batch"))
                    .list()),
            read("statistics of activities", (engine, its) -> engine.getManagementService()
                    .createActivityStatisticsQuery(its.get("definition"))
                    .list()),
            read("deployment by id", (engine, its) -> engine.getRepositoryService()
                    .createDeploymentQuery()
                    .deploymentId(its.get("deployment"))
                    .list()),
            read("files of a deployment", (engine, its) -> engine.getRepositoryService()
                    .getDeploymentResources(its.get("deployment"))),
            read("content of a deployed file", (engine, its) -> engine.getRepositoryService()
                    .getResourceAsStreamById(its.get("deployment"), its.get("resource"))),
            read("process definition by id", (engine, its) -> engine.getRepositoryService()
                    .createProcessDefinitionQuery()
                    .processDefinitionId(its.get("definition"))
                    .list()),
            read("process definition from the cache", (engine, its) -> engine.getRepositoryService()
                    .getProcessDefinition(its.get("definition"))),
            read("process definition by key", (engine, its) -> engine.getRepositoryService()
                    .createProcessDefinitionQuery()
                    .processDefinitionKey(its.get("onlyKey"))
                    .list()),
            read("model of a process", (engine, its) -> engine.getRepositoryService()
                    .getBpmnModelInstance(its.get("definition"))),
            read("XML of a process", (engine, its) -> engine.getRepositoryService()
                    .getProcessModel(its.get("definition"))),
            read("decision definition by id", (engine, its) -> engine.getRepositoryService()
                    .createDecisionDefinitionQuery()
                    .decisionDefinitionId(its.get("decision"))
                    .list()),
            read("XML of a decision", (engine, its) -> engine.getRepositoryService()
                    .getDecisionModel(its.get("decision"))),
            read("filter by id", (engine, its) -> engine.getFilterService()
                    .createFilterQuery()
                    .filterId(its.get("filter"))
                    .list()),
            read("filter by get", (engine, its) -> engine.getFilterService().getFilter(its.get("filter"))),
            read("tasks of a filter", (engine, its) -> engine.getFilterService().list(its.get("filter"))),
            read("authorization by id", (engine, its) -> engine.getAuthorizationService()
                    .createAuthorizationQuery()
                    .authorizationId(its.get("authorization"))
                    .list()),
            read("user by id", (engine, its) -> engine.getIdentityService()
                    .createUserQuery()
                    .userId(its.get("member"))
                    .list()),
            read("tenant by id", (engine, its) -> engine.getIdentityService()
                    .createTenantQuery()
                    .tenantId(its.tenant())
                    .list()),
            read("authorizations of a user", (engine, its) -> engine.getAuthorizationService()
                    .createAuthorizationQuery()
                    .userIdIn(its.get("user"))
                    .list()));

    private ServiceReads() {}
}
