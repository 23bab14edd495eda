package io.netbuild.it.move;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Databases;
import io.netbuild.it.tenants.TestTenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Two nodes on one database: tenants move on the first while the second one is away, which has something to write for them. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LateNodesHttpIT {

    private static Nodes nodes;

    @BeforeAll
    static void start() {
        nodes = Nodes.start();
    }

    @Test
    @Order(1)
    void aNodeThatWasAwayShouldNotWriteAtTheOldPlace() throws Exception {
        TestTenant tenant = nodes.made(TestTenant.shared("nodes-late"));
        String present = "SHARED";

        for (String next : List.of("DATABASE", "SCHEMA", "SHARED")) {
            CompletableFuture<Answer> late;
            nodes.node(2).pause();
            try {
                late = CompletableFuture.supplyAsync(() -> nodes.write(2, tenant, "late-" + next));
                Moving.move(nodes.resource(1, tenant), next);
            } finally {
                nodes.node(2).resume();
            }

            assertIsBack(tenant, next, late.get(Nodes.PATIENCE.toSeconds(), TimeUnit.SECONDS));
            assertThat(nodes.place(tenant, present).isLeft(tenant))
                    .as("nothing at the old place")
                    .isTrue();
            present = next;
        }
    }

    /** The node that was away works where the tenant lives now, and what it was late with is there once, or was refused. */
    private static void assertIsBack(TestTenant tenant, String next, Answer late) {
        assertThat(late.status()).as("%s", late).isIn(200, 503);
        assertThat(nodes.found(1, tenant, "late-" + next)).isEqualTo(late.status() == 200 ? 1 : 0);
        Nodes.awaiting("the node that was away")
                .until(() -> nodes.write(2, tenant, "back-" + next).status() == 200);
        assertThat(nodes.found(1, tenant, "back-" + next)).isOne();
    }

    @Test
    @Order(2)
    void aNodeThatWasAwayShouldNotWriteWhereATenantHasGoneBackFrom() throws Exception {
        TestTenant tenant = nodes.made(TestTenant.shared("nodes-back"));

        for (String next : List.of("SCHEMA", "DATABASE")) {
            nodes.node(2).pause(); // so that it is the first that moves the tenant
            String move = Moving.beginToKeep(nodes.resource(1, tenant), next, "PT1H");
            Moving.awaitSwitched(nodes.resource(1, tenant), move);
            nodes.node(2).resume();
            Nodes.awaiting("the other node to follow")
                    .until(() -> nodes.write(2, tenant, "there-" + next).status() == 200);
            CompletableFuture<Answer> late;
            nodes.node(2).pause();
            try {
                late = CompletableFuture.supplyAsync(() -> nodes.write(2, tenant, "late-" + next));
                nodes.resource(1, tenant).post(move + "/cancel").expect(202);
                JsonNode ended = Moving.end(nodes.resource(1, tenant), move);
                assertThat(ended.path("phase").asText())
                        .as(ended.toPrettyString())
                        .isEqualTo("CANCELLED");
            } finally {
                nodes.node(2).resume();
            }

            assertIsBack(tenant, next, late.get(Nodes.PATIENCE.toSeconds(), TimeUnit.SECONDS));
            assertThat(nodes.found(1, tenant, "there-" + next)).isOne();
            assertThat(nodes.place(tenant, next).isLeft(tenant)).isTrue();
        }
    }

    /** Its transaction has begun before the tenant was frozen: the tenant is let go, and moves when the transaction has ended. */
    @Test
    @Order(3)
    void whatANodeHasBegunBeforeTheFreezeShouldMoveToo() throws Exception {
        TestTenant tenant = nodes.made(TestTenant.schema("nodes-begun"));
        CompletableFuture<Answer> begun;
        String move;
        try (Connection database = nodes.postgres().connectAsSuperuser("netbuild")) {
            try (Gate gate = nodes.gate("FREEZING")) {
                move = Moving.begin(nodes.resource(1, tenant), "DATABASE");
                gate.awaitSomebody();
                database.setAutoCommit(false);
                Databases.execute(database, "lock table %s.act_ru_task in share mode".formatted(tenant.databaseName()));
                begun = CompletableFuture.supplyAsync(() -> nodes.write(2, tenant, "begun"));
                Nodes.awaiting("the transaction").until(() -> waitsForATable(tenant));
                nodes.node(2).pause();
                database.rollback();
            }
            Nodes.awaiting("the tenant to be let go")
                    .until(() -> nodes.resource(1, tenant)
                                    .get(move)
                                    .expect(200)
                                    .json()
                                    .path("attempts")
                                    .asInt()
                            > 0);
            Nodes.awaiting("the tenant to work")
                    .until(() -> nodes.write(1, tenant, "meanwhile").status() == 200);
        } finally {
            nodes.node(2).resume();
        }

        begun.get(Nodes.PATIENCE.toSeconds(), TimeUnit.SECONDS).expect(200);

        Moving.done(nodes.resource(1, tenant), move);
        assertThat(nodes.found(1, tenant, "begun")).isOne();
        assertThat(nodes.found(1, tenant, "meanwhile")).isOne();
        assertThat(nodes.place(tenant, "SCHEMA").isLeft(tenant)).isTrue();
    }

    private static boolean waitsForATable(TestTenant tenant) throws SQLException {
        try (Connection admin = nodes.postgres().connectAsSuperuser("netbuild")) {
            return Databases.number(
                            admin,
                            "select count(*) from pg_locks where not granted and relation = '%s.act_ru_task'::regclass"
                                    .formatted(tenant.databaseName()))
                    > 0;
        }
    }
}
