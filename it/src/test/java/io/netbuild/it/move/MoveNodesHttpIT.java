package io.netbuild.it.move;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.it.stack.Databases;
import io.netbuild.it.tenants.TestTenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Two nodes on one database: tenants move on the first, and are used on both; one of them may stop in the midst of a move that it does. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MoveNodesHttpIT {

    private static Nodes nodes;

    @BeforeAll
    static void start() {
        nodes = Nodes.start();
    }

    /** Sessions of the tenant's own role in a database. */
    private static long sessions(TestTenant tenant, String database) throws SQLException {
        try (Connection admin = nodes.postgres().connectAsSuperuser("postgres")) {
            return Databases.number(
                    admin,
                    "select count(*) from pg_stat_activity where usename = '%s' and datname = '%s'"
                            .formatted(tenant.databaseName(), database));
        }
    }

    @Test
    @Order(1)
    void theOtherNodeShouldWorkAtTheNewPlaceAtOnceAndLeaveTheOldOne() throws SQLException {
        TestTenant tenant = nodes.made(TestTenant.shared("nodes-follow"));

        for (String next : List.of("SCHEMA", "DATABASE", "SHARED")) {
            String move = Moving.begin(nodes.resource(1, tenant), next);
            Nodes.awaiting("the switch")
                    .until(
                            () -> nodes.resource(1, tenant)
                                    .get(move)
                                    .expect(200)
                                    .text("phase"),
                            phase -> phase.equals("SWITCHED") || phase.equals("DONE"));

            nodes.write(2, tenant, "at-" + next).expect(200);

            assertThat(nodes.found(1, tenant, "at-" + next)).isOne();
            Moving.done(nodes.resource(2, tenant), move);
            if (!next.equals("SCHEMA")) {
                Nodes.awaiting("no session at the old place")
                        .until(() ->
                                sessions(tenant, next.equals("DATABASE") ? "netbuild" : tenant.databaseName()) == 0);
            }
        }
    }

    @Test
    @Order(2)
    void nothingShouldBeLostOrDoubledWhenClientsWorkOnBothNodes() throws Exception {
        TestTenant tenant = nodes.made(TestTenant.shared("nodes-busy"));
        nodes.engine(1, tenant)
                .api()
                .delete("/process-instance/" + nodes.engine(1, tenant).only("/process-instance"))
                .expect(204);

        try (Clients clients = Clients.of(6, List.of(nodes.engine(1, tenant), nodes.engine(2, tenant)), true)) {
            for (String next : List.of("SCHEMA", "DATABASE", "SHARED")) {
                Moving.move(nodes.resource(1, tenant), next);
            }
            assertThat(clients.stop()).isGreaterThan(50);
        }
    }

    @Test
    @Order(3)
    void aNodeThatWasAwayShouldNotGoOnWithItsMove() throws SQLException {
        TestTenant tenant = nodes.made(TestTenant.shared("nodes-mover"));

        awayAt("COPYING", tenant, "SHARED", "SCHEMA");
        awayAt("FROZEN", tenant, "SCHEMA", "DATABASE");
        awayAt("CLEANING_UP", tenant, "DATABASE", "SHARED");
    }

    /** The node that moves the tenant is away until the other one has finished the move, and comes back when the tenant works at the new place. */
    private static void awayAt(String point, TestTenant tenant, String from, String to) throws SQLException {
        String move;
        nodes.node(2).pause(); // so that it is the first that moves the tenant
        try (Gate gate = nodes.gate(point)) {
            move = Moving.begin(nodes.resource(1, tenant), to);
            String lock = gate.awaitSomebody();
            nodes.node(1).pause();
            nodes.node(2).resume();
            gate.outwait(lock);
        }
        try {
            JsonNode ended = Moving.done(nodes.resource(2, tenant), move);
            assertThat(ended.path("events").toString()).contains("the run before was broken off");
            nodes.write(2, tenant, "away-" + to).expect(200);
        } finally {
            nodes.node(1).resume();
        }

        Nodes.awaiting("the node that was away")
                .until(() -> nodes.write(1, tenant, "back-" + to).status() == 200);
        assertThat(nodes.found(2, tenant, "away-" + to)).isOne();
        assertThat(nodes.found(2, tenant, "back-" + to)).isOne();
        assertThat(nodes.resource(2, tenant).get(move).expect(200).text("phase"))
                .isEqualTo("DONE");
        assertThat(nodes.place(tenant, from).isLeft(tenant)).isTrue();
    }

    @Test
    @Order(4)
    void theOtherNodeShouldFinishTheMoveWhenTheOneThatDoesItIsKilled() throws SQLException {
        TestTenant tenant = nodes.made(TestTenant.shared("nodes-killed"));
        String move;
        nodes.node(2).pause(); // so that it is the first that moves the tenant
        try (Gate gate = nodes.gate("FROZEN")) {
            move = Moving.begin(nodes.resource(1, tenant), "SCHEMA");
            gate.awaitSomebody();
            nodes.node(2).resume();
            nodes.node(1).kill();
        }

        Nodes.awaiting("the tenant to be let go")
                .until(() -> nodes.write(2, tenant, "let-go").status() == 200);
        Moving.done(nodes.resource(2, tenant), move);

        assertThat(nodes.place(tenant, "SHARED").isLeft(tenant)).isTrue();
        nodes.write(2, tenant, "there").expect(200);
        nodes.node(1).start();
        assertThat(nodes.found(1, tenant, "let-go")).isOne();
        nodes.write(1, tenant, "both").expect(200);
        assertThat(nodes.found(2, tenant, "both")).isOne();
    }
}
