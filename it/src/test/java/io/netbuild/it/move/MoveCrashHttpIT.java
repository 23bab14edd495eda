package io.netbuild.it.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.it.stack.Databases;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.TestModels;
import io.netbuild.it.tenants.TestTenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server is killed at each point of a move, and the tenant is whole on one side afterwards without anybody's help. */
class MoveCrashHttpIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @ParameterizedTest
    @CsvSource({
        "PREPARING, SCHEMA",
        "COPYING, DATABASE",
        "CATCHING_UP, SCHEMA",
        "VERIFYING, DATABASE",
        "FREEZING, SCHEMA",
        "FROZEN, DATABASE",
        "SWITCHING, SCHEMA",
        "SWITCHED, DATABASE"
    })
    void aMoveShouldGoOnAfterTheServerWasKilled(String point, String isolation) throws SQLException {
        TestTenant tenant = TestTenant.shared(
                        "crashed-" + point.toLowerCase(Locale.ROOT).replace('_', '-'))
                .create();
        tenant.engine().deploy(TestModels.all());
        String task = tenant.engine().start("simple");
        String message = tenant.engine().start(TestModels.MESSAGE);
        tenant.resource().post("/suspend", Map.of()).expect(200);
        Map<String, List<String>> before = Rows.of(tenant, Rows.Place.of(tenant, "SHARED"));
        String move;
        try (Connection gate = Databases.system()) {
            Databases.execute(
                    gate, "select pg_advisory_lock(hashtextextended('netbuild.move.at:%s', 0))".formatted(point));
            move = Moving.begin(tenant, isolation);
            await("somebody at the gate")
                    .atMost(PATIENCE)
                    .until(() -> Databases.number(
                                    gate,
                                    "select count(*) from pg_locks where locktype = 'advisory' and not granted and mode = 'ShareLock'")
                            > 0);
            Stack.server().kill();
        }

        Stack.server().restart();
        JsonNode ended = Moving.end(tenant, move);

        assertThat(ended.path("phase").asText()).as(ended.toPrettyString()).isEqualTo("DONE");
        assertThat(Rows.of(tenant, Rows.Place.of(tenant, isolation))).isEqualTo(before);
        assertThat(Rows.count(Rows.of(tenant, Rows.Place.of(tenant, "SHARED")))).isZero();
        tenant.resource().post("/resume").expect(200);
        tenant.engine()
                .api()
                .post("/task/" + tenant.engine().only("/task?processInstanceId=" + task) + "/complete", Map.of())
                .expectSuccess();
        tenant.engine()
                .api()
                .post("/message", Map.of("messageName", TestModels.MESSAGE, "processInstanceId", message))
                .expectSuccess();
        tenant.engine().awaitEnd(task);
        tenant.engine().awaitEnd(message);
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
        try (Connection gate = Databases.system()) {
            Databases.execute(
                    gate, "select pg_advisory_lock(hashtextextended('netbuild.move.at:%s', 0))".formatted(point));
            move = Moving.begin(tenant, isolation);
            await("somebody at the gate")
                    .atMost(PATIENCE)
                    .until(() -> Databases.number(
                                    gate,
                                    "select count(*) from pg_locks where locktype = 'advisory' and not granted and mode = 'ShareLock'")
                            > 0);
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
