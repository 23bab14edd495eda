package io.netbuild.probe.internal;

import io.netbuild.probe.Kind;
import io.netbuild.probe.ProbePath;
import java.util.ArrayList;
import java.util.List;

/** Requests of the engine's REST API with ids and keys that one should not know. */
final class EngineRestAttempts {

    private static final String AT = "/engine-rest";

    private static final List<String> LOOKS = List.of(
            "/process-instance/{instance}",
            "/process-instance?processInstanceIds={instance}",
            "/process-instance/count?businessKey={businessKey}",
            "/process-instance?businessKey={businessKey}",
            "/process-instance?tenantIdIn={tenant}",
            "/process-instance/{instance}/variables",
            "/process-instance/{instance}/variables/secret",
            "/process-instance/{instance}/variables/document/data",
            "/process-instance/{instance}/activity-instances",
            "/process-instance/{instance}/comment",
            "/execution/{instance}",
            "/execution/{instance}/localVariables",
            "/execution/{messageExecution}/messageSubscriptions/probe-message",
            "/task/{task}",
            "/task/{task}/variables",
            "/task/{task}/form-variables",
            "/task/{task}/deployed-form",
            "/task/{task}/identity-links",
            "/task/{task}/comment",
            "/task/{task}/comment/{comment}",
            "/task/{task}/attachment",
            "/task/{task}/attachment/{attachment}",
            "/task/{task}/attachment/{attachment}/data",
            "/task?processInstanceId={instance}",
            "/task?tenantIdIn={tenant}",
            "/task?candidateUser={user}",
            "/variable-instance/{variable}",
            "/variable-instance?processInstanceIdIn={instance}",
            "/variable-instance?tenantIdIn={tenant}",
            "/deployment/{deployment}",
            "/deployment?id={deployment}",
            "/deployment?tenantIdIn={tenant}",
            "/deployment/{deployment}/resources",
            "/deployment/{deployment}/resources/{resource}",
            "/deployment/{deployment}/resources/{resource}/data",
            "/process-definition/{definition}",
            "/process-definition/{definition}/xml",
            "/process-definition/{definition}/statistics",
            "/process-definition/key/{onlyKey}",
            "/process-definition/key/probe/tenant-id/{tenant}",
            "/process-definition?processDefinitionId={definition}",
            "/process-definition?key={onlyKey}",
            "/decision-definition/{decision}",
            "/decision-definition/{decision}/xml",
            "/decision-definition/key/probe-decision/tenant-id/{tenant}",
            "/job-definition/{jobDefinition}",
            "/job/{job}",
            "/job?processInstanceId={failed}",
            "/job?tenantIdIn={tenant}",
            "/incident/{incident}",
            "/incident?processInstanceId={failed}",
            "/external-task/{externalTask}",
            "/external-task?externalTaskId={externalTask}",
            "/external-task?topicName={topic}",
            "/event-subscription?processInstanceId={instance}",
            "/filter/{filter}",
            "/filter?filterId={filter}",
            "/filter/{filter}/list",
            "/authorization/{authorization}",
            "/authorization?id={authorization}",
            "/authorization?userIdIn={user}",
            "/user/{member}/profile",
            "/user?id={member}",
            "/tenant/{tenant}",
            "/batch/{batch}",
            "/batch?batchId={batch}",
            "/batch/statistics?batchId={batch}",
            "/history/batch/{batch}",
            "/history/process-instance/{instance}",
            "/history/process-instance/{ended}",
            "/history/process-instance?processInstanceIds={ended}",
            "/history/process-instance?tenantIdIn={tenant}",
            "/history/activity-instance?processInstanceId={ended}",
            "/history/task?processInstanceId={instance}",
            "/history/variable-instance/{historicVariable}",
            "/history/variable-instance?processInstanceId={instance}",
            "/history/detail?processInstanceId={instance}",
            "/history/incident?processInstanceId={failed}",
            "/history/job-log/{jobLog}",
            "/history/job-log?processInstanceId={failed}",
            "/history/identity-link-log?taskId={task}",
            "/history/external-task-log?externalTaskId={externalTask}",
            "/history/decision-instance/{historicDecision}",
            "/history/decision-instance?processInstanceId={ended}",
            "/history/process-definition/{definition}/statistics?finished=true");

    /** In an order in which the owner can do all of them. */
    private static final List<HttpAttempt> ACTS = List.of(
            act(Kind.CHANGE, "PUT /process-instance/{instance}/variables/secret", "{\"value\":\"changed\"}"),
            act(Kind.CHANGE, "PUT /process-instance/{instance}/suspended", "{\"suspended\":true}"),
            act(Kind.CHANGE, "PUT /process-instance/{instance}/suspended (again)", "{\"suspended\":false}"),
            act(
                    Kind.CHANGE,
                    "PUT /process-instance/suspended",
                    "{\"processInstanceIds\":[\"{spare}\"],\"suspended\":true}"),
            act(
                    Kind.CHANGE,
                    "PUT /process-instance/suspended (again)",
                    "{\"processInstanceIds\":[\"{spare}\"],\"suspended\":false}"),
            act(
                    Kind.CHANGE,
                    "POST /process-instance/{spare}/modification",
                    "{\"instructions\":[{\"type\":\"startBeforeActivity\",\"activityId\":\"work\"}]}"),
            act(
                    Kind.CHANGE,
                    "POST /modification/execute",
                    "{\"processDefinitionId\":\"{definition}\",\"processInstanceIds\":[\"{spare}\"],\"instructions\":[{\"type\":\"startBeforeActivity\",\"activityId\":\"work\"}]}"),
            act(Kind.CHANGE, "POST /task/{task}/claim", "{\"userId\":\"mallory\"}"),
            act(Kind.CHANGE, "POST /task/{task}/assignee", "{\"userId\":\"mallory\"}"),
            act(Kind.CHANGE, "POST /task/{task}/comment/create", "{\"message\":\"from elsewhere\"}"),
            act(Kind.CHANGE, "POST /task/{task}/identity-links", "{\"userId\":\"mallory\",\"type\":\"candidate\"}"),
            act(Kind.CHANGE, "PUT /task/{task}/localVariables/mark", "{\"value\":1}"),
            act(Kind.DELETE, "DELETE /task/{task}/attachment/{attachment}", ""),
            act(Kind.CHANGE, "PUT /process-definition/{definition}/suspended", "{\"suspended\":true}"),
            act(Kind.CHANGE, "PUT /process-definition/{definition}/suspended (again)", "{\"suspended\":false}"),
            act(Kind.CHANGE, "PUT /process-definition/{definition}/history-time-to-live", "{\"historyTimeToLive\":99}"),
            act(Kind.CHANGE, "PUT /decision-definition/{decision}/history-time-to-live", "{\"historyTimeToLive\":99}"),
            act(Kind.START, "POST /process-definition/{onlyDefinition}/start", "{}"),
            act(Kind.START, "POST /process-definition/key/{onlyKey}/start", "{}"),
            act(Kind.START, "POST /process-definition/key/probe-deciding/tenant-id/{tenant}/start", "{}"),
            act(
                    Kind.START,
                    "POST /decision-definition/{decision}/evaluate",
                    "{\"variables\":{\"secret\":{\"value\":\"known\"}}}"),
            act(
                    Kind.START,
                    "POST /decision-definition/key/probe-decision/tenant-id/{tenant}/evaluate",
                    "{\"variables\":{\"secret\":{\"value\":\"known\"}}}"),
            act(Kind.START, "POST /deployment/{deployment}/redeploy", "{}"),
            act(Kind.CHANGE, "PUT /job/{job}/retries", "{\"retries\":5}"),
            act(Kind.CHANGE, "PUT /job/{job}/duedate", "{\"duedate\":\"2090-01-01T00:00:00.000+0000\"}"),
            act(Kind.CHANGE, "PUT /job/{job}/suspended", "{\"suspended\":true}"),
            act(Kind.CHANGE, "PUT /job/{job}/suspended (again)", "{\"suspended\":false}"),
            act(
                    Kind.CHANGE,
                    "PUT /job-definition/{jobDefinition}/suspended",
                    "{\"suspended\":true,\"includeJobs\":true}"),
            act(
                    Kind.CHANGE,
                    "PUT /job-definition/{jobDefinition}/suspended (again)",
                    "{\"suspended\":false,\"includeJobs\":true}"),
            act(Kind.CHANGE, "PUT /incident/{incident}/annotation", "{\"annotation\":\"from elsewhere\"}"),
            act(Kind.CHANGE, "PUT /filter/{filter}", "{\"resourceType\":\"Task\",\"name\":\"changed\",\"query\":{}}"),
            act(
                    Kind.CHANGE,
                    "PUT /authorization/{authorization}",
                    "{\"permissions\":[\"ALL\"],\"userId\":\"{user}\",\"resourceType\":8,\"resourceId\":\"{spare}\"}"),
            act(Kind.CHANGE, "PUT /batch/{batch}/suspended", "{\"suspended\":true}"),
            act(
                    Kind.CHANGE,
                    "POST /external-task/fetchAndLock",
                    "{\"workerId\":\"mallory\",\"maxTasks\":5,\"topics\":[{\"topicName\":\"{topic}\",\"lockDuration\":60000}]}"),
            act(
                    Kind.CHANGE,
                    "POST /external-task/{externalTask}/lock",
                    "{\"workerId\":\"mallory\",\"lockDuration\":60000}"),
            act(Kind.CHANGE, "PUT /external-task/{externalTask}/priority", "{\"priority\":9}"),
            act(
                    Kind.CORRELATE,
                    "POST /message",
                    "{\"messageName\":\"probe-message\",\"businessKey\":\"{businessKey}\"}"),
            act(
                    Kind.CORRELATE,
                    "POST /message (by instance)",
                    "{\"messageName\":\"probe-message\",\"processInstanceId\":\"{spare}\"}"),
            act(Kind.CORRELATE, "POST /signal", "{\"name\":\"{signal}\"}"),
            act(Kind.COMPLETE, "POST /external-task/{externalTask}/complete", "{\"workerId\":\"mallory\"}"),
            act(Kind.COMPLETE, "POST /job/{job}/execute", ""),
            act(Kind.COMPLETE, "PUT /job/{failedJob}/retries", "{\"retries\":1}"),
            act(Kind.COMPLETE, "POST /task/{task}/complete", "{}"),
            act(Kind.DELETE, "DELETE /filter/{filter}", ""),
            act(Kind.DELETE, "DELETE /authorization/{authorization}", ""),
            act(Kind.DELETE, "DELETE /history/variable-instance/{historicVariable}", ""),
            act(Kind.DELETE, "DELETE /history/process-instance/{ended}", ""),
            act(Kind.DELETE, "DELETE /batch/{batch}?cascade=true", ""),
            act(Kind.DELETE, "DELETE /process-instance/{spare}", ""),
            act(Kind.DELETE, "DELETE /process-definition/{onlyDefinition}?cascade=true", ""),
            act(Kind.DELETE, "DELETE /deployment/{deployment}?cascade=true", ""));

    private EngineRestAttempts() {}

    static List<HttpAttempt> all() {
        List<HttpAttempt> all = new ArrayList<>();
        LOOKS.forEach(path -> all.add(look(AT, "GET " + path)));
        all.add(look(AT, "GET /engine/{engine}/process-instance/{instance}"));
        all.add(look("", "GET /t/{tenant}/engine-rest/process-instance/{instance}"));
        all.add(look("", "GET /t/{tenant}/engine-rest/task"));
        all.add(look("", "GET /t/{tenant}/engine-rest/variable-instance"));
        all.addAll(ACTS);
        return all;
    }

    private static HttpAttempt look(String at, String request) {
        return HttpAttempt.of(ProbePath.ENGINE_REST, Kind.READ, at, request, "");
    }

    private static HttpAttempt act(Kind kind, String request, String body) {
        return HttpAttempt.of(ProbePath.ENGINE_REST, kind, AT, request, body);
    }
}
