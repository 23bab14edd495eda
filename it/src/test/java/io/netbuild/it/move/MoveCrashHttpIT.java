package io.netbuild.it.move;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.TestModels;
import io.netbuild.it.tenants.TestTenant;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server is killed while moves are at each of their points, and the tenants are whole on one side afterwards without anybody's help. */
class MoveCrashHttpIT {

    /** The latest first: whoever is at it has passed the others before they are held. */
    private static final List<String> POINTS = List.of(
            "CLEANING_UP",
            "SWITCHED",
            "SWITCHING",
            "FROZEN",
            "FREEZING",
            "VERIFYING",
            "CATCHING_UP",
            "COPYING",
            "PREPARING");

    /**
     * A move that stands at a point.
     *
     * @param end the phase that it has to end in
     * @param place where the tenant has to be then
     */
    private record Held(Gate gate, Traveller traveller, String move, String end, String place) {

        static Held at(String point, String isolation) throws SQLException {
            Traveller traveller =
                    Traveller.named("crashed-" + point.toLowerCase(Locale.ROOT).replace('_', '-'));
            Gate gate = Gate.at(point);
            String move = Moving.begin(traveller.tenant(), isolation);
            gate.awaitSomebody();
            return new Held(gate, traveller, move, "DONE", isolation);
        }

        /** One that has been cancelled, and has not deleted anything yet of what it has copied. */
        static Held rollingBack() throws SQLException {
            Traveller traveller = Traveller.named("crashed-rolling-back");
            Gate gate = Gate.at("ROLLING_BACK");
            String move = Moving.beginAndCancel(traveller.tenant(), "SCHEMA");
            gate.awaitSomebody();
            return new Held(gate, traveller, move, "CANCELLED", "SHARED");
        }
    }

    @Test
    void movesShouldGoOnAfterTheServerWasKilled() throws SQLException {
        List<Held> all = new ArrayList<>();
        all.add(Held.rollingBack());
        for (String point : POINTS) {
            all.add(Held.at(point, all.size() % 2 == 0 ? "DATABASE" : "SCHEMA"));
        }

        Stack.server().kill();
        for (Held held : all) {
            held.gate().close();
        }
        Stack.server().restart();

        for (Held held : all) {
            JsonNode ended = Moving.end(held.traveller().tenant(), held.move());
            assertThat(ended.path("phase").asText()).as(ended.toPrettyString()).isEqualTo(held.end());
            assertThat(ended.path("events").findValuesAsText("event"))
                    .as("what the killed server has left was taken up")
                    .anyMatch(event -> event.startsWith("taken up in phase ") && event.contains(" by node "));
            held.traveller().assertWholeAt(held.place());
        }
    }

    @ParameterizedTest
    @CsvSource({"COPYING, DATABASE", "VERIFYING, SCHEMA", "SWITCHING, SCHEMA"})
    void aMoveShouldBeRolledBackWhenItIsCancelled(String point, String isolation) throws SQLException {
        TestTenant tenant =
                TestTenant.shared("cancelled-" + point.toLowerCase(Locale.ROOT)).create();
        tenant.engine().deploy(TestModels.all());
        String task = tenant.engine().start("simple");
        Map<String, List<String>> before = Rows.of(tenant, Rows.Place.of(tenant, "SHARED"));
        String move;
        try (Gate gate = Gate.at(point)) {
            move = Moving.begin(tenant, isolation);
            gate.awaitSomebody();
            tenant.resource().post(move + "/cancel").expect(202);
            tenant.resource().post(move + "/cancel").expect(202);
        }

        JsonNode ended = Moving.end(tenant, move);

        assertThat(ended.path("phase").asText()).as(ended.toPrettyString()).isEqualTo("CANCELLED");
        assertThat(tenant.resource().get("").expect(200).text("status")).isEqualTo("ACTIVE");
        assertThat(Rows.of(tenant, Rows.Place.of(tenant, "SHARED"))).isEqualTo(before);
        assertThat(Rows.Place.of(tenant, isolation).exists()).isFalse();
        tenant.engine()
                .api()
                .post("/task/" + tenant.engine().only("/task?processInstanceId=" + task) + "/complete", Map.of())
                .expectSuccess();
        assertThat(ended.path("events").findValuesAsText("event"))
                .as("who cancelled it, once")
                .filteredOn(event -> event.startsWith("cancelled by "))
                .hasSize(1);
        tenant.resource().post(move + "/cancel").expect(409);
        Moving.move(tenant, isolation);
    }
}
