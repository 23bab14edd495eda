package io.netbuild.it.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.dev.NetBuildServer;
import io.netbuild.dev.Node;
import io.netbuild.dev.demo.Models;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Databases;
import io.netbuild.it.stack.TwoNodes;
import io.netbuild.it.tenants.Engine;
import io.netbuild.it.tenants.TestTenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Two nodes on one database: tenants move on the first, and are used on both. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MoveNodesHttpIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static NetBuildServer server;
    private static Api one;
    private static Api two;

    @BeforeAll
    static void start() {
        server = TwoNodes.server();
        one = Api.operatorOf(server).at(node(1).httpUrl());
        two = one.at(node(2).httpUrl());
    }

    private static Node node(int number) {
        return server.nodes().get(number - 1);
    }

    private static ConditionFactory awaiting(String what) {
        return await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(50));
    }

    private static Api resource(Api node, TestTenant tenant) {
        return node.under("/api/tenants/" + tenant);
    }

    private static Engine engine(Api node, TestTenant tenant) {
        return new Engine(node.under("/t/" + tenant + "/engine-rest"));
    }

    private static Answer write(Api node, TestTenant tenant, String key) {
        return engine(node, tenant).tryStart("simple", key, Map.of());
    }

    private static int found(Api node, TestTenant tenant, String key) {
        return engine(node, tenant).count("businessKey=" + key);
    }

    /** In use on both nodes. */
    private static TestTenant made(TestTenant tenant) {
        one.post("/api/tenants", tenant.wish()).expect(201);
        engine(one, tenant).deploy(Models.of("simple"));
        awaiting("the other node").until(() -> write(two, tenant, "first").status() == 200);
        return tenant;
    }

    private static Rows.Place place(TestTenant tenant, String isolation) {
        return Rows.Place.of(server.postgres(), tenant, isolation);
    }

    private static Gate gate(String point) throws SQLException {
        return Gate.at(server.postgres(), point);
    }

    /** Sessions of the tenant's own role in a database. */
    private static long sessions(TestTenant tenant, String database) throws SQLException {
        try (Connection admin = server.postgres().connectAsSuperuser("postgres")) {
            return Databases.number(
                    admin,
                    "select count(*) from pg_stat_activity where usename = '%s' and datname = '%s'"
                            .formatted(tenant.databaseName(), database));
        }
    }

    @Test
    @Order(1)
    void theOtherNodeShouldWorkAtTheNewPlaceAtOnceAndLeaveTheOldOne() throws SQLException {
        TestTenant tenant = made(TestTenant.shared("nodes-follow"));

        for (String next : List.of("SCHEMA", "DATABASE", "SHARED")) {
            String move = Moving.begin(resource(one, tenant), next);
            awaiting("the switch")
                    .until(
                            () -> resource(one, tenant).get(move).expect(200).text("phase"),
                            phase -> phase.equals("SWITCHED") || phase.equals("DONE"));

            write(two, tenant, "at-" + next).expect(200);

            assertThat(found(one, tenant, "at-" + next)).isOne();
            Moving.done(resource(two, tenant), move);
            if (!next.equals("SCHEMA")) {
                awaiting("no session at the old place")
                        .until(() ->
                                sessions(tenant, next.equals("DATABASE") ? "netbuild" : tenant.databaseName()) == 0);
            }
        }
    }

    @Test
    @Order(2)
    void nothingShouldBeLostOrDoubledWhenClientsWorkOnBothNodes() throws Exception {
        TestTenant tenant = made(TestTenant.shared("nodes-busy"));
        engine(one, tenant)
                .api()
                .delete("/process-instance/" + engine(one, tenant).only("/process-instance"))
                .expect(204);

        try (Clients clients = Clients.of(6, List.of(engine(one, tenant), engine(two, tenant)), true)) {
            for (String next : List.of("SCHEMA", "DATABASE", "SHARED")) {
                Moving.move(resource(one, tenant), next);
            }
            assertThat(clients.stop()).isGreaterThan(50);
        }
    }

    @Test
    @Order(3)
    void aNodeThatWasAwayShouldNotWriteAtTheOldPlace() throws Exception {
        TestTenant tenant = made(TestTenant.shared("nodes-late"));
        String present = "SHARED";

        for (String next : List.of("DATABASE", "SCHEMA", "SHARED")) {
            CompletableFuture<Answer> late;
            node(2).pause();
            try {
                late = CompletableFuture.supplyAsync(() -> write(two, tenant, "late-" + next));
                Moving.move(resource(one, tenant), next);
            } finally {
                node(2).resume();
            }

            assertIsBack(tenant, next, late.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            assertThat(place(tenant, present).isLeft(tenant))
                    .as("nothing at the old place")
                    .isTrue();
            present = next;
        }
    }

    /** The node that was away works where the tenant lives now, and what it was late with is there once, or was refused. */
    private static void assertIsBack(TestTenant tenant, String next, Answer late) {
        assertThat(late.status()).as("%s", late).isIn(200, 503);
        assertThat(found(one, tenant, "late-" + next)).isEqualTo(late.status() == 200 ? 1 : 0);
        awaiting("the node that was away")
                .until(() -> write(two, tenant, "back-" + next).status() == 200);
        assertThat(found(one, tenant, "back-" + next)).isOne();
    }

    @Test
    @Order(4)
    void aNodeThatWasAwayShouldNotWriteWhereATenantHasGoneBackFrom() throws Exception {
        TestTenant tenant = made(TestTenant.shared("nodes-back"));

        for (String next : List.of("SCHEMA", "DATABASE")) {
            node(2).pause(); // so that it is the first that moves the tenant
            String move = Moving.beginToKeep(resource(one, tenant), next, "PT1H");
            Moving.awaitSwitched(resource(one, tenant), move);
            node(2).resume();
            awaiting("the other node to follow")
                    .until(() -> write(two, tenant, "there-" + next).status() == 200);
            CompletableFuture<Answer> late;
            node(2).pause();
            try {
                late = CompletableFuture.supplyAsync(() -> write(two, tenant, "late-" + next));
                resource(one, tenant).post(move + "/cancel").expect(202);
                JsonNode ended = Moving.end(resource(one, tenant), move);
                assertThat(ended.path("phase").asText())
                        .as(ended.toPrettyString())
                        .isEqualTo("CANCELLED");
            } finally {
                node(2).resume();
            }

            assertIsBack(tenant, next, late.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            assertThat(found(one, tenant, "there-" + next)).isOne();
            assertThat(place(tenant, next).isLeft(tenant)).isTrue();
        }
    }

    /** Its transaction has begun before the tenant was frozen: the tenant is let go, and moves when the transaction has ended. */
    @Test
    @Order(5)
    void whatANodeHasBegunBeforeTheFreezeShouldMoveToo() throws Exception {
        TestTenant tenant = made(TestTenant.schema("nodes-begun"));
        CompletableFuture<Answer> begun;
        String move;
        try (Connection database = server.postgres().connectAsSuperuser("netbuild")) {
            try (Gate gate = gate("FREEZING")) {
                move = Moving.begin(resource(one, tenant), "DATABASE");
                gate.awaitSomebody();
                database.setAutoCommit(false);
                Databases.execute(database, "lock table %s.act_ru_task in share mode".formatted(tenant.databaseName()));
                begun = CompletableFuture.supplyAsync(() -> write(two, tenant, "begun"));
                awaiting("the transaction").until(() -> waitsForATable(tenant));
                node(2).pause();
                database.rollback();
            }
            awaiting("the tenant to be let go")
                    .until(() -> resource(one, tenant)
                                    .get(move)
                                    .expect(200)
                                    .json()
                                    .path("attempts")
                                    .asInt()
                            > 0);
            awaiting("the tenant to work")
                    .until(() -> write(one, tenant, "meanwhile").status() == 200);
        } finally {
            node(2).resume();
        }

        begun.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).expect(200);

        Moving.done(resource(one, tenant), move);
        assertThat(found(one, tenant, "begun")).isOne();
        assertThat(found(one, tenant, "meanwhile")).isOne();
        assertThat(place(tenant, "SCHEMA").isLeft(tenant)).isTrue();
    }

    private static boolean waitsForATable(TestTenant tenant) throws SQLException {
        try (Connection admin = server.postgres().connectAsSuperuser("netbuild")) {
            return Databases.number(
                            admin,
                            "select count(*) from pg_locks where not granted and relation = '%s.act_ru_task'::regclass"
                                    .formatted(tenant.databaseName()))
                    > 0;
        }
    }

    @Test
    @Order(6)
    void aNodeThatWasAwayShouldNotGoOnWithItsMove() throws SQLException {
        TestTenant tenant = made(TestTenant.shared("nodes-mover"));

        awayAt("COPYING", tenant, "SHARED", "SCHEMA");
        awayAt("FROZEN", tenant, "SCHEMA", "DATABASE");
        awayAt("CLEANING_UP", tenant, "DATABASE", "SHARED");
    }

    /** The node that moves the tenant is away until the other one has finished the move, and comes back when the tenant works at the new place. */
    private static void awayAt(String point, TestTenant tenant, String from, String to) throws SQLException {
        String move;
        node(2).pause(); // so that it is the first that moves the tenant
        try (Gate gate = gate(point)) {
            move = Moving.begin(resource(one, tenant), to);
            String lock = gate.awaitSomebody();
            node(1).pause();
            node(2).resume();
            gate.outwait(lock);
        }
        try {
            JsonNode ended = Moving.done(resource(two, tenant), move);
            assertThat(ended.path("events").toString()).contains("the run before was broken off");
            write(two, tenant, "away-" + to).expect(200);
        } finally {
            node(1).resume();
        }

        awaiting("the node that was away")
                .until(() -> write(one, tenant, "back-" + to).status() == 200);
        assertThat(found(two, tenant, "away-" + to)).isOne();
        assertThat(found(two, tenant, "back-" + to)).isOne();
        assertThat(resource(two, tenant).get(move).expect(200).text("phase")).isEqualTo("DONE");
        assertThat(place(tenant, from).isLeft(tenant)).isTrue();
    }

    @Test
    @Order(7)
    void theOtherNodeShouldFinishTheMoveWhenTheOneThatDoesItIsKilled() throws SQLException {
        TestTenant tenant = made(TestTenant.shared("nodes-killed"));
        String move;
        node(2).pause(); // so that it is the first that moves the tenant
        try (Gate gate = gate("FROZEN")) {
            move = Moving.begin(resource(one, tenant), "SCHEMA");
            gate.awaitSomebody();
            node(2).resume();
            node(1).kill();
        }

        awaiting("the tenant to be let go")
                .until(() -> write(two, tenant, "let-go").status() == 200);
        Moving.done(resource(two, tenant), move);

        assertThat(place(tenant, "SHARED").isLeft(tenant)).isTrue();
        write(two, tenant, "there").expect(200);
        node(1).start();
        assertThat(found(one, tenant, "let-go")).isOne();
        write(one, tenant, "both").expect(200);
        assertThat(found(two, tenant, "both")).isOne();
    }
}
