package io.netbuild.probe.internal;

import static io.netbuild.probe.internal.ServiceAttempt.read;

import java.util.List;
import java.util.Locale;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.query.NativeQuery;

/** What shows something of a tenant's history by the engine's services, and native queries, which say what they like. */
final class HistoryReads {

    static final List<ServiceAttempt> ALL = List.of(
            read("history of an instance", (engine, its) -> engine.getHistoryService()
                    .createHistoricProcessInstanceQuery()
                    .processInstanceId(its.get("instance"))
                    .list()),
            read("history of an ended instance", (engine, its) -> engine.getHistoryService()
                    .createHistoricProcessInstanceQuery()
                    .processInstanceId(its.get("ended"))
                    .list()),
            read("history of instances by business key", (engine, its) -> engine.getHistoryService()
                    .createHistoricProcessInstanceQuery()
                    .processInstanceBusinessKey(its.get("businessKey"))
                    .list()),
            read("history of instances by tenant", (engine, its) -> engine.getHistoryService()
                    .createHistoricProcessInstanceQuery()
                    .tenantIdIn(its.tenant())
                    .list()),
            read("history of activities", (engine, its) -> engine.getHistoryService()
                    .createHistoricActivityInstanceQuery()
                    .processInstanceId(its.get("ended"))
                    .list()),
            read("statistics of history", (engine, its) -> engine.getHistoryService()
                    .createHistoricActivityStatisticsQuery(its.get("definition"))
                    .includeFinished()
                    .list()),
            read("history of tasks", (engine, its) -> engine.getHistoryService()
                    .createHistoricTaskInstanceQuery()
                    .processInstanceId(its.get("instance"))
                    .list()),
            read("history of a variable", (engine, its) -> engine.getHistoryService()
                    .createHistoricVariableInstanceQuery()
                    .variableId(its.get("historicVariable"))
                    .list()),
            read("history of variables by instance", (engine, its) -> engine.getHistoryService()
                    .createHistoricVariableInstanceQuery()
                    .processInstanceId(its.get("ended"))
                    .list()),
            read("changes of variables", (engine, its) -> engine.getHistoryService()
                    .createHistoricDetailQuery()
                    .processInstanceId(its.get("instance"))
                    .list()),
            read("history of incidents", (engine, its) -> engine.getHistoryService()
                    .createHistoricIncidentQuery()
                    .processInstanceId(its.get("failed"))
                    .list()),
            read("log of a job", (engine, its) -> engine.getHistoryService()
                    .createHistoricJobLogQuery()
                    .logId(its.get("jobLog"))
                    .list()),
            read("log of jobs by instance", (engine, its) -> engine.getHistoryService()
                    .createHistoricJobLogQuery()
                    .processInstanceId(its.get("failed"))
                    .list()),
            read("log of identity links", (engine, its) -> engine.getHistoryService()
                    .createHistoricIdentityLinkLogQuery()
                    .taskId(its.get("task"))
                    .list()),
            read("log of external tasks", (engine, its) -> engine.getHistoryService()
                    .createHistoricExternalTaskLogQuery()
                    .externalTaskId(its.get("externalTask"))
                    .list()),
            read("history of a decision", (engine, its) -> engine.getHistoryService()
                    .createHistoricDecisionInstanceQuery()
                    .decisionInstanceId(its.get("historicDecision"))
                    .includeInputs()
                    .includeOutputs()
                    .list()),
            read("history of decisions by instance", (engine, its) -> engine.getHistoryService()
                    .createHistoricDecisionInstanceQuery()
                    .processInstanceId(its.get("ended"))
                    .list()),
            read("history of a batch", (engine, its) -> engine.getHistoryService()
                    .createHistoricBatchQuery()
                    .batchId(its.get("batch"))
                    .list()),
            nativeList("native query for tasks", "ACT_RU_TASK", engine -> engine.getTaskService()
                    .createNativeTaskQuery()),
            nativeList("native query for executions", "ACT_RU_EXECUTION", engine -> engine.getRuntimeService()
                    .createNativeExecutionQuery()),
            nativeList("native query for process instances", "ACT_RU_EXECUTION", engine -> engine.getRuntimeService()
                    .createNativeProcessInstanceQuery()),
            nativeList("native query for history of instances", "ACT_HI_PROCINST", engine -> engine.getHistoryService()
                    .createNativeHistoricProcessInstanceQuery()),
            nativeList("native query for history of activities", "ACT_HI_ACTINST", engine -> engine.getHistoryService()
                    .createNativeHistoricActivityInstanceQuery()),
            nativeList("native query for history of tasks", "ACT_HI_TASKINST", engine -> engine.getHistoryService()
                    .createNativeHistoricTaskInstanceQuery()),
            nativeList("native query for history of variables", "ACT_HI_VARINST", engine -> engine.getHistoryService()
                    .createNativeHistoricVariableInstanceQuery()),
            nativeList("native query for history of decisions", "ACT_HI_DECINST", engine -> engine.getHistoryService()
                    .createNativeHistoricDecisionInstanceQuery()),
            counted("ACT_GE_BYTEARRAY"),
            counted("ACT_RE_DEPLOYMENT"),
            counted("ACT_RE_PROCDEF"),
            counted("ACT_RE_DECISION_DEF"),
            counted("ACT_RE_DECISION_REQ_DEF"),
            counted("ACT_RE_CAMFORMDEF"),
            counted("ACT_RU_VARIABLE"),
            counted("ACT_RU_JOB"),
            counted("ACT_RU_JOBDEF"),
            counted("ACT_RU_BATCH"),
            counted("ACT_RU_INCIDENT"),
            counted("ACT_RU_EXT_TASK"),
            counted("ACT_RU_EVENT_SUBSCR"),
            counted("ACT_RU_IDENTITYLINK"),
            counted("ACT_HI_DETAIL"),
            counted("ACT_HI_COMMENT"),
            counted("ACT_HI_ATTACHMENT"),
            counted("ACT_HI_INCIDENT"),
            counted("ACT_HI_JOB_LOG"),
            counted("ACT_HI_BATCH"),
            counted("ACT_HI_IDENTITYLINK"),
            counted("ACT_HI_EXT_TASK_LOG"),
            counted("ACT_HI_DEC_IN"),
            counted("ACT_HI_DEC_OUT"),
            counted("ACT_RU_AUTHORIZATION", "RLS_TENANT_"),
            counted("ACT_RU_FILTER", "RLS_TENANT_"));

    private HistoryReads() {}

    private interface Queries {
        NativeQuery<?, ?> of(ProcessEngine engine);
    }

    private static ServiceAttempt nativeList(String what, String table, Queries queries) {
        return read(what, (engine, its) -> queries.of(engine)
                .sql("select * from %s where TENANT_ID_ = #{tenant}".formatted(table))
                .parameter("tenant", its.tenant())
                .list());
    }

    private static ServiceAttempt counted(String table) {
        return counted(table, "TENANT_ID_");
    }

    /** A native query for tasks counts whatever its statement says. */
    private static ServiceAttempt counted(String table, String column) {
        return read("native count of " + table.toLowerCase(Locale.ROOT), (engine, its) -> engine.getTaskService()
                .createNativeTaskQuery()
                .sql("select count(*) from %s where %s = #{tenant}".formatted(table, column))
                .parameter("tenant", its.tenant())
                .count());
    }
}
