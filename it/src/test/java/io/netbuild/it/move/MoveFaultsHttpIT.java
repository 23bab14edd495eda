package io.netbuild.it.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.dev.EmbeddedPostgres;
import io.netbuild.dev.demo.Models;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Databases;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.TestTenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PostgreSQL and the connections to it fail while tenants move. Each is whole on one side afterwards. */
class MoveFaultsHttpIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static String id(String what, String point) {
        return what + "-" + point.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Kills it as a crash of its machine would. */
    private static void crash(EmbeddedPostgres postgres) {
        ProcessHandle process = ProcessHandle.of(postgres.pid()).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Its processes take a moment to find out that it has died, and it does not start before. */
    private static void startAgain(EmbeddedPostgres postgres) {
        await("PostgreSQL").atMost(PATIENCE).ignoreExceptions().until(() -> {
            postgres.start();
            return true;
        });
    }

    @ParameterizedTest
    @CsvSource({"COPYING, SCHEMA", "FROZEN, DATABASE", "SWITCHED, SCHEMA"})
    void aMoveShouldGoOnAfterPostgresqlHasCrashed(String point, String isolation) throws SQLException {
        Traveller traveller = Traveller.named(id("db-crashed", point));
        String move;
        try (Gate gate = Gate.at(point)) {
            move = Moving.begin(traveller.tenant(), isolation);
            gate.awaitSomebody();
            crash(Stack.server().postgres());
        }

        startAgain(Stack.server().postgres());
        awaitFreshConnections();

        Moving.done(traveller.tenant().resource(), move);
        traveller.assertWholeAt(isolation);
    }

    /** Has the server notice which of its pooled connections are of no use any more. */
    private static void awaitFreshConnections() {
        TestTenant beside = TestTenant.shared("faults-beside");
        List<Supplier<Answer>> requests = List.of(() -> beside.engine().api().get("/task"), () -> beside.resource()
                .get("/moves"));
        await("requests at once without an error")
                .atMost(PATIENCE)
                .until(
                        () -> IntStream.range(0, 40)
                                .mapToObj(i -> CompletableFuture.supplyAsync(requests.get(i % 2)))
                                .toList()
                                .stream()
                                .allMatch(answer -> answer.join().status() == 200));
    }

    @BeforeAll
    static void make() {
        TestTenant.shared("faults-beside").create();
    }

    @ParameterizedTest
    @CsvSource({
        "PREPARING, SCHEMA",
        "COPYING, DATABASE",
        "CATCHING_UP, SCHEMA",
        "VERIFYING, DATABASE",
        "FREEZING, SCHEMA",
        "FROZEN, DATABASE",
        "SWITCHING, SCHEMA",
        "SWITCHED, DATABASE",
        "CLEANING_UP, SCHEMA"
    })
    void aMoveShouldGoOnAfterItsConnectionsWereCut(String point, String isolation) throws SQLException {
        Traveller traveller = Traveller.named(id("cut", point));
        String move;
        try (Gate gate = Gate.at(point)) {
            move = Moving.begin(traveller.tenant(), isolation);
            gate.cut(gate.awaitSomebody());
        }

        JsonNode ended = Moving.done(traveller.tenant().resource(), move);

        assertThat(ended.path("events").findValuesAsText("event"))
                .as("the failure")
                .anyMatch(event -> event.startsWith("failed: "));
        traveller.assertWholeAt(isolation);
    }

    @Test
    void aMoveShouldBeRolledBackAlthoughItsConnectionsWereCut() throws SQLException {
        Traveller traveller = Traveller.named("cut-rolling-back");
        String move;
        try (Gate gate = Gate.at("ROLLING_BACK")) {
            move = Moving.beginAndCancel(traveller.tenant(), "DATABASE");
            gate.cut(gate.awaitSomebody());
        }

        JsonNode ended = Moving.end(traveller.tenant(), move);

        assertThat(ended.path("phase").asText()).as(ended.toPrettyString()).isEqualTo("CANCELLED");
        traveller.assertWholeAt("SHARED");
    }

    @Test
    void theTenantShouldWorkWhereItIsWhileItsTargetIsDown() throws SQLException {
        TestTenant tenant = TestTenant.shared("target-down").create();
        tenant.engine().deploy(Models.of("simple"));
        String move;
        try (Gate gate = Gate.at("CATCHING_UP")) {
            move = Moving.begin(tenant, "ELSEWHERE");
            gate.awaitSomebody();
            crash(Stack.second());
        }
        String instance;
        try {
            Moving.awaitAttempts(tenant, move, 1);
            instance = tenant.engine().start("simple");
        } finally {
            startAgain(Stack.second());
        }

        tenant.resource().post(move + "/resume").expect(202);

        Moving.done(tenant.resource(), move);
        tenant.engine().api().get("/process-instance/" + instance).expect(200);
        assertThat(Rows.Place.of(tenant, "SHARED").isLeft(tenant)).isTrue();
    }

    @Test
    void theTenantShouldWorkWhereItHasMovedToWhileItsOldPlaceIsDown() throws SQLException {
        TestTenant tenant = TestTenant.shared("source-down").create();
        tenant.engine().deploy(Models.of("simple"));
        Moving.move(tenant, "ELSEWHERE");
        String move;
        String instance;
        try (Gate gate = Gate.at("SWITCHED")) {
            move = Moving.begin(tenant, "SCHEMA");
            gate.awaitSomebody();
            crash(Stack.second());
        }
        try {
            instance = tenant.engine().start("simple");
            Moving.awaitAttempts(tenant, move, 1);
            tenant.resource().post(move + "/cancel").expect(409);
        } finally {
            startAgain(Stack.second());
        }

        Moving.done(tenant.resource(), move);
        tenant.engine().api().get("/process-instance/" + instance).expect(200);
        assertThat(Rows.Place.of(tenant, "ELSEWHERE").isLeft(tenant)).isTrue();
    }

    @Test
    void theTenantShouldWorkAgainWhereItIsWhenItsTargetGoesDownInTheFreeze() throws SQLException {
        TestTenant tenant = TestTenant.shared("target-down-in-freeze").create();
        tenant.engine().deploy(Models.of("simple"));
        String move;
        try (Gate gate = Gate.at("FROZEN")) {
            move = Moving.begin(tenant, "ELSEWHERE");
            gate.awaitSomebody();
            crash(Stack.second());
        }
        String instance;
        try {
            await("the end of the freeze")
                    .atMost(PATIENCE)
                    .until(() -> tenant.resource().get(move).text("phase"), phase -> phase.equals("CATCHING_UP"));
            instance = tenant.engine().start("simple");
        } finally {
            startAgain(Stack.second());
        }

        Moving.done(tenant.resource(), move);
        tenant.engine().api().get("/process-instance/" + instance).expect(200);
    }

    @Test
    void aMoveShouldGoOnWhenItsSourceIsBackThatWentDownInTheFreeze() throws SQLException {
        TestTenant tenant = TestTenant.shared("source-down-in-freeze").create();
        tenant.engine().deploy(Models.of("simple"));
        String instance = tenant.engine().start("simple");
        Moving.move(tenant, "ELSEWHERE");
        String move;
        try (Gate gate = Gate.at("FROZEN")) {
            move = Moving.begin(tenant, "SCHEMA");
            gate.awaitSomebody();
            crash(Stack.second());
        }
        try {
            Moving.awaitAttempts(tenant, move, 1);
            await("more attempts to let it go than a move has")
                    .pollDelay(Duration.ofSeconds(12))
                    .atMost(PATIENCE)
                    .until(() -> tenant.resource().get(move).text("phase"), phase -> phase.equals("FREEZING"));
        } finally {
            startAgain(Stack.second());
        }

        JsonNode ended = Moving.done(tenant.resource(), move);

        assertThat(ended.path("events").findValuesAsText("event"))
                .as("what goes on is told once")
                .filteredOn(event -> event.startsWith("failed: "))
                .doesNotHaveDuplicates();
        tenant.engine().api().get("/process-instance/" + instance).expect(200);
    }

    /** As it is when the server dies between the removal and the end of the move. */
    @Test
    void aMoveShouldEndWhenTheOldPlaceIsGoneAlready() throws SQLException {
        TestTenant tenant = TestTenant.database("source-gone").create();
        tenant.engine().deploy(Models.of("simple"));
        String instance = tenant.engine().start("simple");
        String move;
        try (Gate gate = Gate.at("SWITCHED");
                Connection admin = Stack.server().postgres().connectAsSuperuser("postgres")) {
            move = Moving.begin(tenant, "SHARED");
            gate.awaitSomebody();
            Databases.execute(admin, "drop database %s with (force)".formatted(tenant.databaseName()));
        }

        Moving.done(tenant.resource(), move);

        tenant.engine().api().get("/process-instance/" + instance).expect(200);
    }
}
