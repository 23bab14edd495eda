package io.netbuild.it.move;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Databases;
import io.netbuild.it.tenants.Attempts;
import io.netbuild.it.tenants.Belongings;
import io.netbuild.it.tenants.TestTenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A tenant with one of everything that the engine knows goes from place to place, beside another one that has the same. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EverythingMovesHttpIT {

    private static final TestTenant TENANT = TestTenant.shared("move-everything");
    private static final TestTenant NEIGHBOUR = TestTenant.shared("move-neighbour");
    private static final String REQUESTS = "/api/purchase-requests";

    /** Users and groups are in the platform's directory, and what arrives and leaves by messages is gone when it is done. */
    private static final Set<String> WITHOUT_ROWS = Set.of(
            "act_id_group",
            "act_id_info",
            "act_id_membership",
            "act_id_tenant",
            "act_id_tenant_member",
            "act_id_user",
            "workflow_inbox",
            "workflow_outbox");

    private static Belongings belongings;
    private static Map<String, List<String>> neighbour;

    @BeforeAll
    static void make() throws SQLException {
        for (TestTenant tenant : List.of(TENANT, NEIGHBOUR)) {
            tenant.create().engine().deploy(EveryModel.all());
        }
        belongings = Belongings.make(TENANT);
        Api.userOf(TENANT.id())
                .post(REQUESTS, Map.of("subject", "a desk", "amount", 10))
                .expect(201);
        begin(NEIGHBOUR, "neighbour");
        suspend(NEIGHBOUR);
        neighbour = Rows.settled(NEIGHBOUR, Rows.Place.of(NEIGHBOUR, "SHARED"));
    }

    private static List<Begun> begin(TestTenant tenant, String key) {
        return Begun.all(new Steps(tenant.engine()), key);
    }

    private static void suspend(TestTenant tenant) {
        tenant.resource().post("/suspend", Map.of()).expect(200);
    }

    @Test
    @Order(1)
    void everythingShouldMoveAndGoOn() throws SQLException {
        List<Begun> travelling = begin(TENANT, "travelling");
        String present = "SHARED";

        for (String next : List.of("SCHEMA", "DATABASE", "SHARED")) {
            List<Begun> begun = begin(TENANT, next.toLowerCase(Locale.ROOT));
            moved(present, next);
            Begun.finish(begun);
            present = next;
        }

        Begun.finish(travelling);
    }

    @Test
    @Order(2)
    void everythingShouldMoveBetweenServers() throws SQLException {
        List<Begun> travelling = begin(TENANT, "afar");
        String present = "SHARED";

        for (String next : List.of("DATABASE", "ELSEWHERE", "SCHEMA", "SHARED")) {
            moved(present, next);
            present = next;
        }

        Begun.finish(travelling);
    }

    /** Suspended meanwhile, so that its rows stay what they are. */
    private static void moved(String present, String next) throws SQLException {
        Rows.Place old = Rows.Place.of(TENANT, present);
        suspend(TENANT);
        Map<String, String> seen = seen();
        Map<String, List<String>> before = Rows.settled(TENANT, old);
        assertThat(withoutRows(before)).isEqualTo(new TreeSet<>(WITHOUT_ROWS));

        JsonNode moved = Moving.move(TENANT, next);

        assertThat(Rows.differences(before, Rows.of(TENANT, Rows.Place.of(TENANT, next))))
                .as("%s to %s", present, next)
                .isEmpty();
        assertCleanUpIsNobodys();
        assertThat(moved.path("rowsCopied").asLong()).isEqualTo(Rows.count(before));
        assertThat(old.isLeft(TENANT)).as("nothing is left behind").isTrue();
        assertThat(Rows.differences(neighbour, Rows.of(NEIGHBOUR, Rows.Place.of(NEIGHBOUR, "SHARED"))))
                .isEmpty();
        assertThat(seen()).isEqualTo(seen);
        assertThat(TENANT.resource().get("").expect(200).text("status")).isEqualTo("SUSPENDED");
        TENANT.resource().post("/resume").expect(200);
    }

    /** The shared engine has one job that cleans up for all, and takes whatever else it finds of its kind for superfluous. */
    private static void assertCleanUpIsNobodys() throws SQLException {
        try (Connection shared = Rows.Place.of(TENANT, "SHARED").connect()) {
            assertThat(
                            Databases.column(
                                    shared,
                                    "select coalesce(tenant_id_, 'nobody') from shared.act_ru_job where handler_type_ = 'history-cleanup'"))
                    .containsExactly("nobody");
        }
    }

    /** What the tenant is shown of its belongings by the engine's API, and its application's. */
    private static Map<String, String> seen() {
        Map<String, String> seen = Attempts.seenByOwner(belongings);
        seen.put(REQUESTS, Api.userOf(TENANT.id()).get(REQUESTS).expect(200).body());
        return seen;
    }

    private static Set<String> withoutRows(Map<String, List<String>> rows) {
        Set<String> none = new TreeSet<>();
        rows.forEach((table, ofTable) -> {
            if (ofTable.isEmpty()) {
                none.add(table);
            }
        });
        return none;
    }
}
