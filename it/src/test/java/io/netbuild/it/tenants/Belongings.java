package io.netbuild.it.tenants;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Multipart;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One of everything that a tenant can have in its engine, named alike for all tenants wherever a name is free: what tells them apart is whose they are.
 *
 * @param ids the ids of the things, by the names that paths of {@link Attempts} use
 */
public record Belongings(TestTenant tenant, Map<String, String> ids) {

    public static final String BUSINESS_KEY = "order-1";

    /** A user who belongs to all tenants. */
    public static final String EVERYWHERE = "jane";

    /** Makes all of it in the tenant's engine. */
    public static Belongings make(TestTenant tenant) {
        Engine engine = tenant.engine();
        Map<String, String> ids = new TreeMap<>();
        definitions(engine, ids);
        running(tenant, engine, ids);
        failed(engine, ids);
        external(engine, ids);
        identity(tenant, engine.api(), ids);
        waiting(engine, ids);
        ended(engine, ids);
        batch(engine, ids);
        ids.put("tenant", tenant.id());
        return new Belongings(tenant, ids);
    }

    private static void definitions(Engine engine, Map<String, String> ids) {
        String deployment = engine.deploy(TestModels.all());
        ids.put("deployment", deployment);
        Answer resources =
                engine.api().get("/deployment/" + deployment + "/resources").expect(200);
        ids.put("resource", resources.ids().get(resources.texts("name").indexOf("simple.bpmn")));
        ids.put("definition", engine.only("/process-definition?key=simple&latestVersion=true"));
        ids.put("decision", engine.only("/decision-definition?key=order-approval&latestVersion=true"));
        ids.put("jobDefinition", engine.only("/job-definition?processDefinitionKey=always-failing"));
    }

    private static void running(TestTenant tenant, Engine engine, Map<String, String> ids) {
        String instance = engine.start("simple", BUSINESS_KEY, Map.of("secret", secretOf(tenant)));
        String task = engine.only("/task?processInstanceId=" + instance);
        ids.put("instance", instance);
        ids.put("task", task);
        ids.put("variable", engine.only("/variable-instance?processInstanceIdIn=" + instance));
        ids.put("historicVariable", engine.only("/history/variable-instance?processInstanceId=" + instance));
        ids.put(
                "comment",
                engine.api()
                        .post("/task/" + task + "/comment/create", Map.of("message", secretOf(tenant)))
                        .expect(200)
                        .id());
        ids.put(
                "attachment",
                engine.api()
                        .post(
                                "/task/" + task + "/attachment/create",
                                new Multipart()
                                        .field("attachment-name", "note")
                                        .field("attachment-type", "text/plain")
                                        .file("content", secretOf(tenant).getBytes(UTF_8)))
                        .expect(200)
                        .id());
        engine.api()
                .post("/task/" + task + "/identity-links", Map.of("userId", onlyUserOf(tenant), "type", "candidate"))
                .expect(204);
        ids.put(
                "filter",
                engine.api()
                        .post(
                                "/filter/create",
                                Map.of(
                                        "resourceType",
                                        "Task",
                                        "name",
                                        "My tasks",
                                        "query",
                                        Map.of(),
                                        "properties",
                                        Map.of("description", secretOf(tenant))))
                        .expect(200)
                        .id());
    }

    private static void failed(Engine engine, Map<String, String> ids) {
        String failed = engine.start("always-failing");
        ids.put("failed", failed);
        ids.put("incident", engine.first("/incident?processInstanceId=" + failed));
        ids.put("job", engine.only("/job?processInstanceId=" + failed));
        ids.put("jobLog", engine.only("/history/job-log?failureLog=true&processInstanceId=" + failed));
    }

    private static void external(Engine engine, Map<String, String> ids) {
        String ordered =
                engine.start("order-fulfilment", BUSINESS_KEY, Map.of("amount", 100, "customerCategory", "standard"));
        ids.put("ordered", ordered);
        ids.put("externalTask", engine.only("/external-task?processInstanceId=" + ordered));
        ids.put("historicDecision", engine.only("/history/decision-instance?processInstanceId=" + ordered));
    }

    private static void identity(TestTenant tenant, Api api, Map<String, String> ids) {
        ids.put("user", onlyUserOf(tenant));
        ids.put("group", onlyGroupOf(tenant));
        Api members = tenant.resource().under("/members");
        members.post(
                        "",
                        Map.of(
                                "id",
                                onlyUserOf(tenant),
                                "displayName",
                                "Jane " + secretOf(tenant),
                                "email",
                                onlyUserOf(tenant) + "@users.example",
                                "groups",
                                List.of("crew", onlyGroupOf(tenant))))
                .expect(201);
        Api.operator()
                .post("/api/users", Map.of("id", EVERYWHERE, "displayName", "Jane", "email", "jane@users.example"));
        members.put("/" + EVERYWHERE, Map.of("role", "user", "groups", List.of("crew", onlyGroupOf(tenant))))
                .expect(200);
        ids.put(
                "authorization",
                api.post(
                                "/authorization/create",
                                Map.of(
                                        "type",
                                        1,
                                        "permissions",
                                        List.of("READ"),
                                        "userId",
                                        onlyUserOf(tenant),
                                        "resourceType",
                                        8,
                                        "resourceId",
                                        "*"))
                        .expect(200)
                        .id());
    }

    private static void waiting(Engine engine, Map<String, String> ids) {
        ids.put("waiting", engine.start(TestModels.MESSAGE, BUSINESS_KEY, Map.of()));
    }

    private static void ended(Engine engine, Map<String, String> ids) {
        String ended = engine.start("simple", BUSINESS_KEY, Map.of());
        String task = engine.only("/task?processInstanceId=" + ended);
        engine.api().post("/task/" + task + "/complete", Map.of()).expect(204);
        ids.put("ended", ended);
    }

    /** A batch that stays, because it cannot do its work. */
    private static void batch(Engine engine, Map<String, String> ids) {
        String batch = engine.api()
                .post(
                        "/modification/executeAsync",
                        Map.of(
                                "processDefinitionId", ids.get("definition"),
                                "processInstanceIds", List.of(ids.get("instance")),
                                "instructions",
                                        List.of(Map.of("type", "startBeforeActivity", "activityId", "NoSuchActivity"))))
                .expect(200)
                .id();
        ids.put("batch", batch);
        await("the failure of batch " + batch)
                .atMost(Engine.PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> engine.api()
                                .get("/batch/statistics?batchId=" + batch)
                                .expect(200)
                                .json()
                                .path(0)
                                .path("failedJobs")
                                .asInt()
                        == 1);
    }

    static String secretOf(TestTenant tenant) {
        return "secret of " + tenant;
    }

    private static String onlyUserOf(TestTenant tenant) {
        return "jane-of-" + tenant;
    }

    public static String onlyGroupOf(TestTenant tenant) {
        return "crew-of-" + tenant;
    }

    /** The path with the ids filled in. */
    String path(String template) {
        String path = template;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            path = path.replace("{" + id.getKey() + "}", id.getValue());
        }
        return path;
    }

    /** Whether the text holds anything that only this tenant can have said. */
    public boolean showIn(String text) {
        return text.contains(secretOf(tenant))
                || text.contains('"' + tenant.id() + '"')
                || ids.values().stream().anyMatch(id -> text.contains('"' + id + '"'));
    }
}
