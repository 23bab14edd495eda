package io.netbuild.it.move;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.dev.demo.Models;
import io.netbuild.it.stack.Api;
import io.netbuild.it.tenants.TestTenant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What operators can ask for before a tenant moves, and what is refused. */
class MovesHttpIT {

    @Test
    void aDryRunShouldSayWhatWouldMoveAndChangeNothing() {
        TestTenant tenant = TestTenant.shared("move-dry").create();
        tenant.engine().deploy(Models.of("simple"));
        tenant.engine().start("simple");

        JsonNode forecast = tenant.resource()
                .post("/moves", Moving.wish("SCHEMA", true))
                .expect(200)
                .json();

        assertThat(forecast.path("rows").asLong()).isPositive();
        assertThat(forecast.path("bytes").asLong()).isPositive();
        assertThat(forecast.path("blockers")).isEmpty();
        assertThat(forecast.path("expectedFreezeMillis").asLong()).isPositive();
        assertThat(tenant.resource()
                        .get("/moves")
                        .expect(200)
                        .json()
                        .path("total")
                        .asInt(-1))
                .isZero();
        tenant.resource()
                .post(
                        "/moves",
                        Map.of(
                                "target",
                                Map.of("isolation", "SCHEMA"),
                                "dryRun",
                                true,
                                "window",
                                Map.of("until", "+999999999-12-31T23:59:59Z")))
                .expect(400);
        assertThat(tenant.resource().get("").text("isolation")).isEqualTo("SHARED");
    }

    @Test
    void whatCannotBeMovedShouldBeRefused() {
        TestTenant tenant = TestTenant.shared("move-refused").create();

        assertThat(tenant.resource()
                        .post("/moves", Moving.wish("SHARED", false))
                        .expect(400)
                        .text("field"))
                .isEqualTo("target");
        assertThat(tenant.resource()
                        .post("/moves", Moving.wish("NOWHERE", false))
                        .expect(400)
                        .text("code"))
                .isEqualTo("invalid-field");
        tenant.resource().post("/moves", Map.of()).expect(400);
        tenant.resource()
                .post("/moves", Map.of("target", Map.of("isolation", "SCHEMA", "server", "second")))
                .expect(400);
        Api.adminOf(tenant.id())
                .post("/api/tenants/" + tenant + "/moves", Moving.wish("SCHEMA", false))
                .expect(403);
        tenant.resource().get("/moves/6f1c5d9e-3d3c-4f39-8b55-8a8f7f0a8a11").expect(404);
        tenant.resource().get("/moves/none").expect(400);
        assertThat(tenant.resource().get("/moves?limit=0").expect(400).text("field"))
                .isEqualTo("limit");
    }

    @Test
    void aTenantThatIsMadeAnewShouldNotBeTakenForTheOneThatHasMovedAway() {
        TestTenant tenant = TestTenant.shared("move-namesake").create();
        Moving.move(tenant, "SCHEMA");
        tenant.resource().delete("?force=true").expect(204);

        tenant.create();

        tenant.engine().deploy(Models.of("simple"));
        tenant.engine().start("simple");
        JsonNode moved = Moving.move(tenant, "SCHEMA");
        assertThat(moved.path("expectedFreezeMillis").asLong()).isPositive();
        assertThat(moved.path("events").findValuesAsText("event"))
                .as("no run was broken off")
                .noneMatch(event -> event.startsWith("taken up"));
        assertThat(tenant.engine().count("")).isOne();
    }
}
