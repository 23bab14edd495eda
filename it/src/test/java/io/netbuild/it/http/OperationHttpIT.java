package io.netbuild.it.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.tenants.Engine;
import io.netbuild.it.tenants.TestModels;
import io.netbuild.it.tenants.TestTenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What those who run the platform look at: metrics, the description of the API, health. */
class OperationHttpIT {

    private static final TestTenant TENANT = TestTenant.schema("op-tenant");

    @BeforeAll
    static void aTenantThatHasDoneSomeWork() {
        TENANT.create();
        TENANT.engine().deploy(List.of(TestModels.timer()));
        TENANT.engine().awaitEnd(TENANT.engine().start(TestModels.TIMER, "measured", Map.of("wait", "PT0S")));
    }

    @Test
    void metricsShouldNameTenantAndTier() {
        Answer metrics = Api.operator().get("/metrics").expect(200);

        assertThat(metrics.contentType()).isEqualTo("text/plain");
        for (String name : List.of(
                "netbuild_calls_seconds_count",
                "netbuild_jobs_seconds_count",
                "netbuild_datasource_wait_seconds_count")) {
            assertThat(metrics.body().lines().filter(line -> line.startsWith(name + "{")))
                    .as(name)
                    .anyMatch(line -> line.contains("tenant=\"" + TENANT + "\"") && line.contains("tier=\"GROWTH\""));
        }
        assertThat(metrics.body()).contains("netbuild_engine_build_seconds_count{isolation=\"SCHEMA\",tenant=\"");
        assertThat(metrics.body().lines().filter(line -> line.startsWith("netbuild_engines ")))
                .singleElement()
                .satisfies(line ->
                        assertThat(Double.parseDouble(line.split(" ")[1])).isGreaterThanOrEqualTo(2));
    }

    @Test
    void metricsShouldCountTheConnectionsOfPools() {
        TestTenant shared = TestTenant.shared("measured-shared").create();

        await("pools in the metrics").atMost(Engine.PATIENCE).untilAsserted(() -> {
            for (TestTenant tenant : List.of(shared, TENANT)) { // a pool that nobody uses for a minute is empty
                tenant.engine().api().get("/task/count").expect(200);
            }
            assertThat(Api.operator().get("/metrics").expect(200).body().lines())
                    .anyMatch(
                            line -> line.matches(
                                    "netbuild_datasource_connections\\{datasource=\"netbuild-shared\",state=\"idle\",tenant=\"-\"} [1-9].*"))
                    .anyMatch(line ->
                            line.matches("netbuild_datasource_connections\\{datasource=\"own\",state=\"idle\",tenant=\""
                                    + TENANT + "\"} [1-9].*"));
        });
    }

    @Test
    void theDescriptionShouldListTheOperations() {
        JsonNode paths = Api.describedPaths();
        Set<String> operations = new TreeSet<>();
        paths.properties().forEach(path -> path.getValue()
                .properties()
                .forEach(operation -> operations.add(operation.getKey() + " " + path.getKey())));

        assertThat(operations)
                .contains(
                        "get /api/tenants",
                        "post /api/tenants",
                        "get /api/tenants/{id}",
                        "patch /api/tenants/{id}",
                        "delete /api/tenants/{id}",
                        "post /api/tenants/{id}/suspend",
                        "post /api/tenants/{id}/resume",
                        "get /api/tenants/{id}/provisioning",
                        "post /api/tenants/{id}/provisioning",
                        "get /api/overview",
                        "get /api/sessions/oidc/start",
                        "post /api/tokens",
                        "get /api/errors",
                        "get /api/purchase-requests",
                        "post /api/purchase-requests",
                        "get /api/purchase-requests/{id}");
    }

    @Test
    void listsShouldBeDescribedWithWhatIsInThem() {
        JsonNode schemas = Api.description().path("components").path("schemas");
        List<JsonNode> pages = new ArrayList<>();
        schemas.forEach(schema -> {
            if (schema.path("properties").has("items")) {
                pages.add(schema);
            }
        });

        assertThat(pages).hasSizeGreaterThanOrEqualTo(7).allSatisfy(page -> {
            String item = page.at("/properties/items/items/$ref").asText();
            assertThat(item).as(page.toPrettyString()).isNotEmpty();
            assertThat(schemas.path(item.substring(item.lastIndexOf('/') + 1)).path("properties"))
                    .as(item)
                    .isNotEmpty();
        });
    }

    @Test
    void healthShouldBeUp() {
        for (String probe : List.of("live", "ready", "started")) {
            Answer health = Api.anonymous().get("/health/" + probe).expect(200);

            assertThat(health.text("status")).isEqualTo("UP");
        }
    }

    @Test
    void answersShouldNotTellWhatMadeThem() {
        Answer answer = Api.operator().get("/api/tenants").expect(200);

        assertThat(answer.header("Server")).isEmpty();
        assertThat(answer.header("X-Powered-By")).isEmpty();
    }
}
