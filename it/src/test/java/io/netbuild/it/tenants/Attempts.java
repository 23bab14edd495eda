package io.netbuild.it.tenants;

import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one can try with ids that one should not know. Paths are those of the engine's API, with the names of {@link Belongings} in braces. */
public final class Attempts {

    /** Everything that shows something to whoever owns it. */
    public static final List<String> LOOKS = List.of(
            "/process-instance/{instance}",
            "/process-instance/{instance}/variables",
            "/process-instance/{instance}/variables/secret",
            "/process-instance/{instance}/activity-instances",
            "/process-instance?processInstanceIds={instance}",
            "/execution/{instance}",
            "/execution/{instance}/localVariables",
            "/task/{task}",
            "/task/{task}/variables",
            "/task/{task}/form-variables",
            "/task/{task}/identity-links",
            "/task/{task}/comment",
            "/task/{task}/comment/{comment}",
            "/task/{task}/attachment",
            "/task/{task}/attachment/{attachment}",
            "/task/{task}/attachment/{attachment}/data",
            "/task?processInstanceId={instance}",
            "/variable-instance/{variable}",
            "/variable-instance?processInstanceIdIn={instance}",
            "/deployment/{deployment}",
            "/deployment?id={deployment}",
            "/deployment/{deployment}/resources",
            "/deployment/{deployment}/resources/{resource}",
            "/deployment/{deployment}/resources/{resource}/data",
            "/process-definition/{definition}",
            "/process-definition/{definition}/xml",
            "/process-definition/{definition}/statistics",
            "/process-definition?processDefinitionId={definition}",
            "/decision-definition/{decision}",
            "/decision-definition/{decision}/xml",
            "/job-definition/{jobDefinition}",
            "/job/{job}",
            "/job/{job}/stacktrace",
            "/job?processInstanceId={failed}",
            "/incident/{incident}",
            "/incident?processInstanceId={failed}",
            "/external-task/{externalTask}",
            "/external-task?externalTaskId={externalTask}",
            "/event-subscription?processInstanceId={waiting}",
            "/filter/{filter}",
            "/filter?filterId={filter}",
            "/user/{user}/profile",
            "/user?id={user}",
            "/group/{group}",
            "/group?id={group}",
            "/authorization/{authorization}",
            "/authorization?id={authorization}",
            "/batch/{batch}",
            "/batch?batchId={batch}",
            "/batch/statistics?batchId={batch}",
            "/history/batch/{batch}",
            "/history/process-instance/{instance}",
            "/history/process-instance/{ended}",
            "/history/process-instance?processInstanceIds={ended}",
            "/history/activity-instance?processInstanceId={ended}",
            "/history/task?processInstanceId={instance}",
            "/history/variable-instance/{historicVariable}",
            "/history/variable-instance?processInstanceId={instance}",
            "/history/detail?processInstanceId={instance}",
            "/history/incident?processInstanceId={failed}",
            "/history/job-log/{jobLog}",
            "/history/job-log/{jobLog}/stacktrace",
            "/history/job-log?processInstanceId={failed}",
            "/history/user-operation?processInstanceId={instance}",
            "/history/identity-link-log?taskId={task}",
            "/history/external-task-log?externalTaskId={externalTask}",
            "/history/decision-instance/{historicDecision}",
            "/history/decision-instance?processInstanceId={ordered}",
            "/history/process-definition/{definition}/statistics?finished=true");

    /** Lists of everything, with the count of each where there is one. */
    public static final List<String> LISTS = List.of(
            "/process-instance",
            "/execution",
            "/task",
            "/variable-instance",
            "/deployment",
            "/process-definition",
            "/decision-definition",
            "/decision-requirements-definition",
            "/job-definition",
            "/job",
            "/incident",
            "/external-task",
            "/event-subscription",
            "/filter",
            "/user",
            "/group",
            "/tenant",
            "/authorization",
            "/batch",
            "/history/batch",
            "/history/process-instance",
            "/history/activity-instance",
            "/history/task",
            "/history/variable-instance",
            "/history/detail",
            "/history/incident",
            "/history/job-log",
            "/history/user-operation",
            "/history/identity-link-log",
            "/history/external-task-log",
            "/history/decision-instance");

    /** A try to change something. */
    public record Touch(String method, String path, Object body) {

        Answer on(Belongings belongings, Api api) {
            String where = belongings.path(path);
            return switch (method) {
                case "DELETE" -> api.delete(where);
                case "PUT" -> api.put(where, body(belongings));
                default -> api.post(where, body(belongings));
            };
        }

        private Object body(Belongings belongings) {
            return filled(body, belongings);
        }

        private static Object filled(Object value, Belongings belongings) {
            if (value instanceof String text) {
                return belongings.path(text);
            }
            if (value instanceof List<?> list) {
                return list.stream().map(element -> filled(element, belongings)).toList();
            }
            if (value instanceof Map<?, ?> map) {
                Map<Object, Object> filled = new LinkedHashMap<>();
                map.forEach((name, element) -> filled.put(name, filled(element, belongings)));
                return filled;
            }
            return value;
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    public static final List<Touch> TOUCHES = List.of(
            post("/task/{task}/complete", Map.of()),
            post("/task/{task}/claim", Map.of("userId", "mallory")),
            post("/task/{task}/assignee", Map.of("userId", "mallory")),
            post("/task/{task}/comment/create", Map.of("message", "from elsewhere")),
            post("/task/{task}/identity-links", Map.of("userId", "mallory", "type", "candidate")),
            put("/task/{task}", Map.of("name", "changed")),
            put("/task/{task}/localVariables/mark", Map.of("value", 1)),
            delete("/task/{task}/attachment/{attachment}"),
            delete("/task/{task}"),
            put("/process-instance/{instance}/variables/secret", Map.of("value", "changed")),
            put("/process-instance/{instance}/suspended", Map.of("suspended", true)),
            put("/process-instance/suspended", Map.of("processInstanceIds", List.of("{instance}"), "suspended", true)),
            post(
                    "/process-instance/{instance}/modification",
                    Map.of("instructions", List.of(Map.of("type", "cancel", "activityId", "DoWork")))),
            post(
                    "/modification/execute",
                    Map.of(
                            "processDefinitionId", "{definition}",
                            "processInstanceIds", List.of("{instance}"),
                            "instructions", List.of(Map.of("type", "cancel", "activityId", "DoWork")))),
            post("/execution/{instance}/signal", Map.of()),
            delete("/process-instance/{instance}"),
            post("/process-definition/{definition}/start", Map.of()),
            put("/process-definition/{definition}/suspended", Map.of("suspended", true)),
            put("/process-definition/{definition}/history-time-to-live", Map.of("historyTimeToLive", 1)),
            delete("/process-definition/{definition}?cascade=true"),
            post("/deployment/{deployment}/redeploy", Map.of()),
            delete("/deployment/{deployment}?cascade=true"),
            post("/decision-definition/{decision}/evaluate", Map.of("variables", Map.of("amount", Map.of("value", 1)))),
            put("/decision-definition/{decision}/history-time-to-live", Map.of("historyTimeToLive", 1)),
            put("/job/{job}/retries", Map.of("retries", 5)),
            put("/job/{job}/suspended", Map.of("suspended", true)),
            put("/job/{job}/duedate", Map.of("duedate", "2040-01-01T00:00:00.000+0000")),
            post("/job/{job}/execute", Map.of()),
            delete("/job/{job}"),
            put("/job-definition/{jobDefinition}/suspended", Map.of("suspended", true, "includeJobs", true)),
            put("/incident/{incident}/annotation", Map.of("annotation", "from elsewhere")),
            delete("/incident/{incident}"),
            post("/external-task/{externalTask}/lock", Map.of("workerId", "mallory", "lockDuration", 60000)),
            post("/external-task/{externalTask}/complete", Map.of("workerId", "mallory")),
            post("/external-task/{externalTask}/failure", Map.of("workerId", "mallory", "retries", 0)),
            post("/external-task/{externalTask}/unlock", Map.of()),
            put("/external-task/{externalTask}/retries", Map.of("retries", 0)),
            put("/filter/{filter}", Map.of("resourceType", "Task", "name", "changed", "query", Map.of())),
            delete("/filter/{filter}"),
            put("/user/{user}/profile", Map.of("id", "{user}", "firstName", "changed", "lastName", "changed")),
            delete("/user/{user}"),
            put("/group/{group}", Map.of("id", "{group}", "name", "changed")),
            put("/group/{group}/members/jane", Map.of()),
            delete("/group/{group}"),
            put(
                    "/authorization/{authorization}",
                    Map.of("permissions", List.of("ALL"), "userId", "mallory", "resourceType", 8, "resourceId", "*")),
            delete("/authorization/{authorization}"),
            put("/batch/{batch}/suspended", Map.of("suspended", true)),
            delete("/batch/{batch}?cascade=true"),
            delete("/history/batch/{batch}"),
            delete("/history/variable-instance/{historicVariable}"),
            delete("/history/process-instance/{instance}/variable-instances"),
            delete("/history/process-instance/{ended}"));

    private static final String NOBODYS_UUID = "00000000-0000-4000-8000-000000000000";

    private Attempts() {}

    private static Touch post(String path, Object body) {
        return new Touch("POST", path, body);
    }

    private static Touch put(String path, Object body) {
        return new Touch("PUT", path, body);
    }

    private static Touch delete(String path) {
        return new Touch("DELETE", path, "");
    }

    /** Looks at the belongings by this way. */
    public static Answer look(String path, Belongings belongings, Engine by) {
        return by.api().get(belongings.path(path));
    }

    public static Answer touch(Touch touch, Belongings belongings, Engine by) {
        return touch.on(belongings, by.api());
    }

    /** All that the owner sees of the belongings, by the paths. */
    public static Map<String, String> seenByOwner(Belongings belongings) {
        Map<String, String> seen = new LinkedHashMap<>();
        LOOKS.forEach(path -> {
            Answer answer = look(path, belongings, belongings.tenant().engine());
            seen.put(path, answer.status() + " " + answer.inAnyOrder());
        });
        return seen;
    }

    /** Ids of the same kind that nobody has. */
    public static Belongings ofNobody(Belongings belongings) {
        Map<String, String> ids = new LinkedHashMap<>();
        belongings
                .ids()
                .forEach((name, id) -> ids.put(
                        name,
                        id.contains("-of-") ? "nobody" : id.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", NOBODYS_UUID)));
        return new Belongings(TestTenant.shared("nobody-at-all"), ids);
    }
}
