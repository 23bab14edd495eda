package io.netbuild.it.move;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.TestModels;
import io.netbuild.it.tenants.TestTenant;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server is killed at points of a move where most is at stake, and the tenant is whole on one side afterwards without anybody's help. */
class MoveCrashHttpIT {

    @ParameterizedTest
    @CsvSource({"COPYING, DATABASE", "FROZEN, DATABASE", "SWITCHING, SCHEMA", "SWITCHED, DATABASE"})
    void aMoveShouldGoOnAfterTheServerWasKilled(String point, String isolation) throws SQLException {
        Traveller traveller =
                Traveller.named("crashed-" + point.toLowerCase(Locale.ROOT).replace('_', '-'));
        TestTenant tenant = traveller.tenant();
        String move;
        try (Gate gate = Gate.at(point)) {
            move = Moving.begin(tenant, isolation);
            gate.awaitSomebody();
            Stack.server().kill();
        }

        Stack.server().restart();

        Moving.done(tenant.resource(), move);
        traveller.assertWholeAt(isolation);
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
        tenant.resource().post(move + "/cancel").expect(409);
        Moving.move(tenant, isolation);
    }
}
