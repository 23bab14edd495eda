package io.netbuild.probe.internal;

import io.netbuild.probe.Kind;
import io.netbuild.probe.ProbePath;
import java.util.List;

/**
 * Requests of the web applications' own APIs, where the name of an engine is the id of a tenant: with the intruder's own name and the ids of another one's
 * things, and with the other one's name.
 */
final class CockpitAttempts {

    private static final String AT = "/camunda/api";
    private static final String OWN_ENGINE = "/engine/engine/{self}";
    private static final String THEIR_ENGINE = "/engine/engine/{tenant}";
    private static final String OWN_PLUGIN = "/cockpit/plugin/base/{self}";
    private static final String THEIR_PLUGIN = "/cockpit/plugin/base/{tenant}";

    /** Is answered for everybody who may use the web applications. */
    static final HttpAttempt KNOCK = request(Kind.READ, "GET " + OWN_ENGINE + "/process-instance/count", "");

    /** In an order in which the owner can do all of them. They leave what the attempts on other ways need. */
    static final List<HttpAttempt> ALL = List.of(
            look("GET " + OWN_ENGINE + "/process-instance/{instance}"),
            look("GET " + OWN_ENGINE + "/process-instance/{instance}/activity-instances"),
            look("GET " + OWN_ENGINE + "/process-instance/{instance}/variables"),
            look("GET " + OWN_ENGINE + "/variable-instance?processInstanceIdIn={instance}"),
            look("GET " + OWN_ENGINE + "/process-definition/{definition}"),
            look("GET " + OWN_ENGINE + "/process-definition/{definition}/xml"),
            look("GET " + OWN_ENGINE + "/process-definition/{definition}/statistics"),
            look("GET " + OWN_ENGINE + "/decision-definition/{decision}/xml"),
            look("GET " + OWN_ENGINE + "/deployment/{deployment}/resources"),
            look("GET " + OWN_ENGINE + "/task/{task}"),
            look("GET " + OWN_ENGINE + "/task/{task}/comment"),
            look("GET " + OWN_ENGINE + "/task/{task}/attachment/{attachment}/data"),
            look("GET " + OWN_ENGINE + "/filter/{filter}/list"),
            look("GET " + OWN_ENGINE + "/job/{job}"),
            look("GET " + OWN_ENGINE + "/batch/{batch}"),
            look("GET " + OWN_ENGINE + "/history/process-instance/{ended}"),
            look("GET " + OWN_ENGINE + "/history/decision-instance/{historicDecision}"),
            look("GET " + THEIR_ENGINE + "/process-instance/{instance}"),
            look("GET " + THEIR_ENGINE + "/process-instance"),
            look("GET " + THEIR_ENGINE + "/task"),
            look("GET " + THEIR_ENGINE + "/variable-instance"),
            look("GET " + THEIR_ENGINE + "/deployment"),
            look("GET " + THEIR_ENGINE + "/history/process-instance"),
            request(
                    Kind.READ,
                    "POST " + OWN_PLUGIN + "/process-instance",
                    "{\"processDefinitionId\":\"{definition}\"}"),
            request(Kind.READ, "POST " + OWN_PLUGIN + "/incident", "{\"processInstanceIdIn\":[\"{failed}\"]}"),
            look("GET " + THEIR_PLUGIN + "/process-definition/statistics"),
            request(Kind.READ, "POST " + THEIR_PLUGIN + "/process-instance", "{}"),
            request(Kind.READ, "POST " + THEIR_PLUGIN + "/incident", "{}"),
            request(
                    Kind.CHANGE,
                    "PUT " + OWN_ENGINE + "/process-instance/{instance}/variables/secret",
                    "{\"value\":\"changed\"}"),
            request(
                    Kind.CHANGE,
                    "PUT " + THEIR_ENGINE + "/process-instance/{instance}/variables/secret",
                    "{\"value\":\"changed\"}"),
            request(
                    Kind.CHANGE,
                    "PUT " + OWN_ENGINE + "/process-instance/{instance}/suspended",
                    "{\"suspended\":true}"),
            request(
                    Kind.CHANGE,
                    "PUT " + OWN_ENGINE + "/process-instance/{instance}/suspended (again)",
                    "{\"suspended\":false}"),
            request(Kind.CHANGE, "POST " + OWN_ENGINE + "/task/{task}/assignee", "{\"userId\":\"mallory\"}"),
            request(
                    Kind.CHANGE,
                    "POST " + THEIR_ENGINE + "/task/{task}/comment/create",
                    "{\"message\":\"from elsewhere\"}"),
            request(Kind.CHANGE, "PUT " + OWN_ENGINE + "/job/{job}/retries", "{\"retries\":4}"),
            request(
                    Kind.CHANGE,
                    "PUT " + OWN_ENGINE + "/incident/{incident}/annotation",
                    "{\"annotation\":\"from elsewhere\"}"),
            request(Kind.COMPLETE, "POST " + THEIR_ENGINE + "/task/{shownTask}/complete", "{}"),
            request(Kind.DELETE, "DELETE " + THEIR_ENGINE + "/process-instance/{shownSpare}", ""),
            request(Kind.START, "POST " + OWN_ENGINE + "/process-definition/{onlyDefinition}/start", "{}"),
            request(Kind.START, "POST " + THEIR_ENGINE + "/process-definition/key/{onlyKey}/start", "{}"));

    private CockpitAttempts() {}

    private static HttpAttempt look(String request) {
        return request(Kind.READ, request, "");
    }

    private static HttpAttempt request(Kind kind, String request, String body) {
        return HttpAttempt.of(ProbePath.COCKPIT, kind, AT, request, body);
    }
}
