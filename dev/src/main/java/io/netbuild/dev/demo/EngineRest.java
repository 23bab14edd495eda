package io.netbuild.dev.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The Camunda REST API of one tenant for one caller: the requests that a client makes, none of which names a tenant. */
final class EngineRest {

    private final PlatformClient engine;

    /** @param platform the platform's address with the caller's authorization */
    EngineRest(PlatformClient platform, DemoTenant tenant) {
        this.engine = platform.under("/t/" + tenant.id() + "/engine-rest");
    }

    String url() {
        return engine.url();
    }

    Answer get(String path) {
        return engine.get(path);
    }

    /** Deploys the models of an application as Camunda Modeler does; unchanged ones are found again. Returns the deployment's id. */
    String deploy(String application) {
        Multipart form = new Multipart()
                .field("deployment-name", application)
                .field("deployment-source", "Camunda Modeler")
                .field("enable-duplicate-filtering", "true");
        Models.of(application).forEach(form::file);
        return id(engine.post("/deployment/create", form).expect(200));
    }

    /** Starts an instance of the latest version and returns its id. */
    String start(String processKey, String businessKey, Map<String, Object> variables) {
        return id(engine.post(
                        "/process-definition/key/" + processKey + "/start",
                        Map.of("businessKey", businessKey, "variables", typed(variables)))
                .expect(200));
    }

    String definitionOf(String instance) {
        return engine.get("/process-instance/" + instance)
                .expect(200)
                .json()
                .path("definitionId")
                .asText();
    }

    /** Waits for an open task of the instances with this business key, those that they call included; returns its id. */
    String task(String businessKey, String taskKey) {
        return id(first(
                "task %s of %s".formatted(taskKey, businessKey),
                "/task?processInstanceBusinessKey=%s&taskDefinitionKey=%s".formatted(encoded(businessKey), taskKey)));
    }

    void complete(String task, Map<String, Object> variables) {
        engine.post("/task/" + task + "/complete", Map.of("variables", typed(variables)))
                .expect(200, 204);
    }

    /** Waits until the instance waits for the message. */
    void awaitSubscription(String instance, String message) {
        first(
                "%s to wait for %s".formatted(instance, message),
                "/execution?processInstanceId=%s&messageEventSubscriptionName=%s"
                        .formatted(instance, encoded(message)));
    }

    Answer correlate(String message, String businessKey) {
        return engine.post("/message", Map.of("messageName", message, "businessKey", businessKey));
    }

    Answer delete(String instance) {
        return engine.delete("/process-instance/" + instance);
    }

    /** Waits until the instance has a variable of this name. */
    void awaitVariable(String instance, String variable) {
        first(
                "variable %s of %s".formatted(variable, instance),
                "/variable-instance?processInstanceIdIn=%s&variableName=%s".formatted(instance, variable));
    }

    /** Waits until the instance has a failed job without retries. */
    void awaitIncident(String instance) {
        first(
                "an incident of " + instance,
                "/incident?incidentType=failedJob&processInstanceId=%s".formatted(instance));
    }

    /** Waits until the instance has ended, at this end event. */
    void awaitEnd(String instance, String endEvent) {
        first(
                "%s to end at %s".formatted(instance, endEvent),
                "/history/activity-instance?processInstanceId=%s&activityId=%s&finished=true"
                        .formatted(instance, endEvent));
        first(
                "%s to be completed".formatted(instance),
                "/history/process-instance?completed=true&processInstanceId=" + instance);
    }

    private JsonNode first(String what, String path) {
        return Await.until(
                what, () -> Optional.of(engine.get(path).expect(200).json().path(0))
                        .filter(node -> !(node instanceof MissingNode)));
    }

    private static String id(Answer answer) {
        return id(answer.json());
    }

    private static String id(JsonNode json) {
        return json.path("id").asText();
    }

    private static Map<String, Object> typed(Map<String, Object> variables) {
        Map<String, Object> typed = new HashMap<>();
        variables.forEach((name, value) ->
                typed.put(name, Map.of("value", value, "type", value.getClass().getSimpleName())));
        return typed;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
