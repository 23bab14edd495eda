package io.netbuild.it.tenants;

import static org.awaitility.Awaitility.await;

import io.netbuild.dev.demo.ModelFile;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Multipart;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The engine's REST API for one caller, with what tests do again and again. */
public record Engine(Api api) {

    public static final Duration PATIENCE = Duration.ofSeconds(60);

    /** @return the deployment's id */
    public String deploy(List<ModelFile> models) {
        return tryDeploy(models).expect(200).id();
    }

    public Answer tryDeploy(List<ModelFile> models) {
        Multipart form = new Multipart().field("deployment-name", "tests");
        models.forEach(model -> form.file(model.name(), model.content()));
        return api.post("/deployment/create", form);
    }

    /** @return the process instance's id */
    public String start(String process) {
        return start(process, process + "-instance", Map.of());
    }

    public String start(String process, String businessKey, Map<String, ?> variables) {
        return tryStart(process, businessKey, variables).expect(200).id();
    }

    public Answer tryStart(String process, String businessKey, Map<String, ?> variables) {
        return api.post(
                "/process-definition/key/" + process + "/start",
                Map.of("businessKey", businessKey, "variables", typed(variables)));
    }

    private static Map<String, Object> typed(Map<String, ?> variables) {
        Map<String, Object> typed = new HashMap<>();
        variables.forEach((name, value) -> typed.put(name, Map.of("value", value)));
        return typed;
    }

    /** The id of the only element of a list. */
    public String only(String list) {
        List<String> ids = api.get(list).expect(200).ids();
        if (ids.size() != 1) {
            throw new AssertionError("%s has not one element but %s".formatted(list, ids));
        }
        return ids.get(0);
    }

    /** Waits until a list has an element; returns the id of the first. */
    public String first(String list) {
        return await("an element of " + list)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> api.get(list).expect(200).ids(), ids -> !ids.isEmpty())
                .get(0);
    }

    /** How many process instances match. */
    public int count(String query) {
        return api.get("/process-instance/count?" + query)
                .expect(200)
                .json()
                .path("count")
                .asInt(-1);
    }

    public boolean isRunning(String instance) {
        return api.get("/process-instance/" + instance).status() == 200;
    }

    public void awaitEnd(String instance) {
        first("/history/process-instance?completed=true&processInstanceId=" + instance);
    }
}
