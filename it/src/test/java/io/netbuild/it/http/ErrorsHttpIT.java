package io.netbuild.it.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.dev.demo.ModelFile;
import io.netbuild.dev.demo.Models;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Multipart;
import io.netbuild.it.tenants.TestTenant;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every error answer is a problem document with a documented code and the status that belongs to it. */
class ErrorsHttpIT {

    private static final TestTenant TENANT = TestTenant.shared("err-tenant");
    private static final Map<String, Integer> DOCUMENTED = new HashMap<>();
    private static final int TOO_MUCH = 12 << 20;

    @BeforeAll
    static void aTenantAndTheDocumentation() {
        TENANT.create();
        TENANT.engine().deploy(Models.of("simple"));
        for (JsonNode error : Api.anonymous().get("/api/errors").expect(200).json()) {
            DOCUMENTED.put(error.path("code").asText(), error.path("status").asInt());
        }
    }

    /** A request that fails, and how. */
    record Case(String what, int status, String code, Supplier<Answer> request) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Case> platform() {
        Api operator = Api.operator().under("/api");
        Api user = Api.userOf(TENANT.id()).under("/api");
        return Stream.of(
                new Case("malformed JSON", 400, "malformed-request", () -> json(operator, "/tenants", "{\"id\": ")),
                new Case("JSON with an appendix", 400, "malformed-request", () -> json(operator, "/tenants", "{} {}")),
                new Case("no object", 400, "malformed-request", () -> json(operator, "/tenants", "[1]")),
                new Case("no body", 400, "invalid-field", () -> json(operator, "/tenants", "")),
                new Case(
                        "a text for a map",
                        400,
                        "invalid-field",
                        () -> json(operator, "/tenants", "{\"labels\":\"x\"}")),
                new Case(
                        "a text for a number",
                        400,
                        "invalid-field",
                        () -> json(operator, "/tenants", "{\"limits\":{\"users\":\"x\"}}")),
                new Case(
                        "wrong content type",
                        415,
                        "unsupported-media-type",
                        () -> operator.send(
                                "POST",
                                "/tenants",
                                BodyPublishers.ofString("id=x"),
                                "application/x-www-form-urlencoded")),
                new Case("wrong method", 405, "method-not-allowed", () -> operator.put("/tenants", Map.of())),
                new Case(
                        "wrong method of one",
                        405,
                        "method-not-allowed",
                        () -> operator.post("/tenants/" + TENANT, Map.of())),
                new Case("not acceptable", 406, "not-acceptable", () -> operator.with("Accept", "application/xml")
                        .get("/tenants")),
                new Case("unknown path", 404, "not-found", () -> operator.get("/nothing-here")),
                new Case("unknown tenant", 404, "unknown-tenant", () -> operator.get("/tenants/nobody")),
                new Case("bad tenant id", 400, "invalid-field", () -> operator.get("/tenants/No_Body")),
                new Case("bad id of a purchase request", 400, "invalid-field", () -> user.get("/purchase-requests/17")),
                new Case(
                        "unknown purchase request",
                        404,
                        "not-found",
                        () -> user.get("/purchase-requests/00000000-0000-4000-8000-000000000000")),
                new Case(
                        "invalid purchase request",
                        400,
                        "invalid-field",
                        () -> user.post("/purchase-requests", Map.of("subject", "", "amount", 1))),
                new Case(
                        "negative purchase request",
                        400,
                        "invalid-field",
                        () -> user.post("/purchase-requests", Map.of("subject", "x", "amount", -1))),
                new Case("forbidden", 403, "forbidden", () -> user.get("/tenants")),
                new Case("no tenant", 400, "no-tenant", () -> operator.get("/purchase-requests")),
                new Case(
                        "oversized body",
                        413,
                        "payload-too-large",
                        () -> json(operator, "/tenants", " ".repeat(TOO_MUCH) + "{}")),
                new Case("unknown error code", 404, "not-found", () -> operator.get("/errors/no-such-code")),
                new Case("unknown health", 404, "not-found", () -> Api.anonymous()
                        .get("/health/nothing")),
                new Case("unknown root path", 404, "not-found", () -> Api.operator()
                        .get("/nothing-here")),
                new Case("root of a tenant", 404, "not-found", () -> Api.operator()
                        .get("/t/" + TENANT)),
                new Case("path of a tenant that does not exist", 404, "not-found", () -> Api.operator()
                        .get("/t/" + TENANT + "/api/tenants")));
    }

    @ParameterizedTest
    @MethodSource("platform")
    void anErrorOfThePlatformShouldBeAProblemDocument(Case wrong) {
        Answer answer = wrong.request().get();

        assertProblem(answer, wrong.status());
        assertThat(answer.text("code")).as("%s", answer).isEqualTo(wrong.code());
        assertThat(answer.text("type")).as("%s", answer).isEqualTo("/api/errors/" + wrong.code());
    }

    static Stream<Case> engine() {
        return Stream.of(TENANT.engine(), TENANT.engineForOperator()).flatMap(engine -> {
            Api api = engine.api();
            String nobodys = "00000000-0000-4000-8000-000000000000";
            return Stream.of(
                    new Case(
                            "malformed JSON",
                            400,
                            "malformed-request",
                            () -> json(api, "/message", "{\"messageName\": ")),
                    new Case(
                            "unknown field",
                            400,
                            "malformed-request",
                            () -> json(api, "/message", "{\"surprise\": 1}")),
                    new Case(
                            "malformed BPMN",
                            400,
                            "unprocessable",
                            () -> engine.tryDeploy(List.of(new ModelFile(
                                    "broken.bpmn", "<definitions><process></definitions>".getBytes(UTF_8))))),
                    new Case(
                            "BPMN that breaks the schema",
                            400,
                            "unprocessable",
                            () -> engine.tryDeploy(List.of(new ModelFile("broken.bpmn", brokenModel())))),
                    new Case(
                            "not XML at all",
                            400,
                            "unprocessable",
                            () -> engine.tryDeploy(List.of(new ModelFile("broken.bpmn", "hello".getBytes(UTF_8))))),
                    new Case(
                            "empty deployment",
                            400,
                            "malformed-request",
                            () -> api.post("/deployment/create", new Multipart().field("deployment-name", "empty"))),
                    new Case(
                            "oversized body",
                            413,
                            "payload-too-large",
                            () -> engine.tryDeploy(List.of(new ModelFile("large.txt", new byte[TOO_MUCH])))),
                    new Case(
                            "wrong content type",
                            415,
                            "unsupported-media-type",
                            () -> api.send("POST", "/message", BodyPublishers.ofString("x"), "text/plain")),
                    new Case("wrong method", 405, "method-not-allowed", () -> api.delete("/message")),
                    new Case("unknown path", 404, "not-found", () -> api.get("/nothing-here")),
                    new Case("unknown instance", 404, "not-found", () -> api.get("/process-instance/" + nobodys)),
                    new Case("an id that is none", 404, "not-found", () -> api.get("/task/%27%3B--")),
                    new Case(
                            "unknown key",
                            404,
                            "not-found",
                            () -> api.post("/process-definition/key/nothing/start", Map.of())),
                    new Case("bad parameter", 404, "not-found", () -> api.get("/task?maxResults=many")),
                    new Case(
                            "bad sorting",
                            400,
                            "malformed-request",
                            () -> api.get("/task?sortBy=colour&sortOrder=asc")),
                    new Case(
                            "message for nobody",
                            400,
                            "malformed-request",
                            () -> api.post("/message", Map.of("messageName", "nothing"))),
                    new Case("not acceptable", 406, "not-acceptable", () -> api.with("Accept", "image/png")
                            .get("/task")));
        });
    }

    @ParameterizedTest
    @MethodSource("engine")
    void anErrorOfTheEngineShouldBeAProblemDocumentThatItsClientsUnderstand(Case wrong) {
        Answer answer = wrong.request().get();

        assertProblem(answer, wrong.status());
        assertThat(answer.text("error")).as("%s", answer).isEqualTo(wrong.code());
        assertThat(answer.json().path("message").isTextual()).as("%s", answer).isTrue();
        assertThat(answer.json().path("type").isTextual()).as("%s", answer).isTrue();
    }

    private static void assertProblem(Answer answer, int status) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.contentType()).as("%s", answer).isEqualTo("application/problem+json");
        assertThat(answer.json().path("status").asInt()).as("%s", answer).isEqualTo(status);
        assertThat(answer.text("title")).as("%s", answer).isNotBlank();
        assertThat(answer.text("instance")).as("%s", answer).startsWith("urn:uuid:");
        String code = answer.json().has("error") ? answer.text("error") : answer.text("code");
        assertThat(DOCUMENTED).as("%s", answer).containsKey(code);
        assertThat(answer.body())
                .as("%s", answer)
                .doesNotContain("\tat ", "java.lang.", "SELECT ", "select ", "resteasy", "RESTEASY", "undertow");
    }

    @Test
    void everyDocumentedCodeShouldBeExplainedAtItsOwnAddress() {
        assertThat(DOCUMENTED).hasSizeGreaterThan(15);
        DOCUMENTED.forEach((code, status) -> assertThat(Api.anonymous()
                        .get("/api/errors/" + code)
                        .expect(200)
                        .json()
                        .path("status")
                        .asInt())
                .isEqualTo(status));
    }

    private static Answer json(Api api, String path, String body) {
        return api.send("POST", path, BodyPublishers.ofString(body), "application/json");
    }

    private static byte[] brokenModel() {
        String simple = new String(Models.of("simple").get(0).content(), UTF_8);
        return simple.replace("bpmn:userTask", "bpmn:noSuchTask").getBytes(UTF_8);
    }
}
