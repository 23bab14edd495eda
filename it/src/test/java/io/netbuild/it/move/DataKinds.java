package io.netbuild.it.move;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Multipart;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What instances, tasks, cases and decisions have with them: it is read before and after, and has to be the same. */
final class DataKinds {

    static final List<Begun.Kind> ALL = List.of(
            DataKinds::variables, DataKinds::serialized, DataKinds::task, DataKinds::caseInstance, DataKinds::decision);

    private static final int LARGE = 1_500_000;

    private DataKinds() {}

    /** What these paths show now has to be shown again. */
    private static Runnable shownAgain(Steps steps, List<String> paths) {
        Map<String, String> before = shown(steps, paths);
        return () -> assertThat(shown(steps, paths)).isEqualTo(before);
    }

    private static Map<String, String> shown(Steps steps, List<String> paths) {
        Map<String, String> shown = new LinkedHashMap<>();
        paths.forEach(path -> shown.put(path, steps.api().get(path).expect(200).inAnyOrder()));
        return shown;
    }

    /** Letters without an order that would compress. */
    private static String large(String key) {
        Random random = new Random(key.hashCode());
        StringBuilder text = new StringBuilder(LARGE);
        for (int i = 0; i < LARGE; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    private static Begun variables(Steps steps, String key) {
        String instance = steps.start(EveryModel.WORK, key);
        Api variables = steps.api().under("/process-instance/" + instance + "/variables");
        String bytes = large(key);
        put(variables, "bytes", "Bytes", base64(bytes), Map.of());
        put(
                variables,
                "file",
                "File",
                base64("of " + key),
                Map.of("filename", "a.txt", "mimetype", "text/plain", "encoding", "UTF-8"));
        put(variables, "json", "Json", "{\"a\": [1, 2, {\"b\": null}]}", Map.of());
        put(variables, "xml", "Xml", "<a b=\"c\">&#228;</a>", Map.of());
        put(
                variables,
                "object",
                "Object",
                "[1,2,3]",
                Map.of(
                        "objectTypeName",
                        "java.util.ArrayList<java.lang.Integer>",
                        "serializationDataFormat",
                        "application/json"));
        put(variables, "text", "String", "O'Neil \\ \t \u20ac \ud83d\ude80", Map.of());
        put(variables, "date", "Date", "2026-01-02T03:04:05.678+0000", Map.of());
        put(variables, "long", "Long", Long.MAX_VALUE, Map.of());
        put(variables, "double", "Double", 0.1 + 0.2, Map.of());
        put(variables, "short", "Short", -1, Map.of());
        put(variables, "yes", "Boolean", true, Map.of());
        put(variables, "local", "Null", "", Map.of());
        assertThat(variables
                        .put(
                                "/serialized",
                                value(
                                        "Object",
                                        "rO0ABXQAAWE=",
                                        Map.of(
                                                "objectTypeName",
                                                "java.lang.String",
                                                "serializationDataFormat",
                                                "application/x-java-serialized-object")))
                        .status())
                .as("objects that a client's Java has serialized are not taken at all")
                .isGreaterThanOrEqualTo(400);
        Runnable again = shownAgain(
                steps,
                List.of(
                        "/process-instance/" + instance + "/variables?deserializeValues=false",
                        "/process-instance/" + instance + "/variables/file/data",
                        "/history/variable-instance?sortBy=variableName&sortOrder=asc&deserializeValues=false&processInstanceId="
                                + instance));
        return new Begun(
                "variables of all types",
                () -> {
                    again.run();
                    assertThat(variables.get("/bytes/data").expect(200).body().equals(bytes))
                            .isTrue();
                    steps.complete(instance, "work");
                },
                () -> steps.awaitEnd(instance));
    }

    private static Begun serialized(Steps steps, String key) {
        String instance = steps.start(EveryModel.SERIALIZED, key);
        String listed =
                "/variable-instance?variableName=listed&deserializeValues=false&processInstanceIdIn=" + instance;
        assertThat(steps.api().get(listed).expect(200).body()).contains("application/x-java-serialized-object");
        Runnable again = shownAgain(steps, List.of(listed));
        return new Begun(
                "an object that Java has serialized",
                () -> {
                    again.run();
                    steps.complete(instance, "work");
                },
                () -> steps.awaitEnd(instance));
    }

    private static void put(Api variables, String name, String type, Object value, Map<String, Object> info) {
        variables.put("/" + name, value(type, value, info)).expect(204);
    }

    private static Map<String, Object> value(String type, Object value, Map<String, Object> info) {
        return type.equals("Null") ? Map.of("type", type) : Map.of("type", type, "value", value, "valueInfo", info);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static Begun task(Steps steps, String key) {
        String instance = steps.start(EveryModel.WORK, key);
        String id = steps.task(instance, "work");
        Api task = steps.api().under("/task/" + id);
        task.post("/comment/create", Map.of("message", "about " + key)).expectSuccess();
        Answer attached = task.post(
                        "/attachment/create",
                        new Multipart()
                                .field("attachment-name", "note")
                                .field("attachment-type", "text/plain")
                                .file("content", ("attached to " + key).getBytes(UTF_8)))
                .expect(200);
        task.post("/identity-links", Map.of("userId", "vera", "type", "reviewer"))
                .expect(204);
        task.put(
                        "",
                        Map.of(
                                "name",
                                "Work on " + key,
                                "owner",
                                "olaf",
                                "assignee",
                                "vera",
                                "due",
                                "2030-01-02T03:04:05.000+0000",
                                "followUp",
                                "2029-01-02T03:04:05.000+0000",
                                "priority",
                                70,
                                "delegationState",
                                "PENDING",
                                "tenantId",
                                task.get("").expect(200).text("tenantId")))
                .expect(204);
        String filter = steps.api()
                .post(
                        "/filter/create",
                        Map.of(
                                "resourceType",
                                "Task",
                                "name",
                                "Filter of " + key,
                                "query",
                                Map.of("processInstanceId", instance)))
                .expect(200)
                .id();
        String authorization = steps.api()
                .post(
                        "/authorization/create",
                        Map.of(
                                "type",
                                1,
                                "permissions",
                                List.of("READ", "UPDATE"),
                                "userId",
                                "vera-" + key,
                                "resourceType",
                                7,
                                "resourceId",
                                id))
                .expect(200)
                .id();
        Runnable again = shownAgain(
                steps,
                List.of(
                        "/task/" + id,
                        "/task/" + id + "/comment",
                        "/task/" + id + "/attachment/" + attached.id() + "/data",
                        "/task/" + id + "/identity-links",
                        "/task/" + id + "/deployed-form",
                        "/filter/" + filter + "/list",
                        "/authorization/" + authorization,
                        "/history/user-operation?sortBy=timestamp&sortOrder=asc&processInstanceId=" + instance,
                        "/history/identity-link-log?taskId=" + id));
        return new Begun(
                "a task with all that it can have",
                () -> {
                    again.run();
                    task.post("/resolve", Map.of()).expect(204);
                    steps.completeTask(id);
                    steps.api().delete("/filter/" + filter).expect(204);
                    steps.api().get("/authorization/" + authorization).expect(404); // went with its task
                },
                () -> steps.awaitEnd(instance));
    }

    /** Of two tasks that a third one waits for, one is done. */
    private static Begun caseInstance(Steps steps, String key) {
        String instance = steps.api()
                .post(
                        "/case-definition/key/moved-case/create",
                        Map.of("variables", Map.of("key", Map.of("value", key))))
                .expect(200)
                .id();
        completeOf(steps, instance, "first");
        return new Begun(
                "a case",
                () -> {
                    completeOf(steps, instance, "second");
                    completeOf(steps, instance, "third");
                },
                () -> steps.awaitCount("/history/case-instance/count?completed=true&caseInstanceId=" + instance, 1));
    }

    private static void completeOf(Steps steps, String caseInstance, String activity) {
        steps.completeTask(
                steps.engine().first("/task?caseInstanceId=" + caseInstance + "&taskDefinitionKey=item-" + activity));
    }

    private static Begun decision(Steps steps, String key) {
        Runnable evaluate = () -> assertThat(steps.api()
                        .post(
                                "/decision-definition/key/moved-limit/evaluate",
                                Map.of("variables", Map.of("amount", Map.of("value", 20, "type", "Integer"))))
                        .expect(200)
                        .json()
                        .path(0)
                        .path("limit")
                        .path("value")
                        .asInt())
                .isEqualTo(100);
        String all = "/history/decision-instance/count?decisionDefinitionKey=moved-limit";
        evaluate.run();
        int before = steps.count(all);
        return new Begun(
                "decisions with what went in and came out, for " + key, evaluate, () -> assertThat(steps.count(all))
                        .isGreaterThan(before));
    }
}
