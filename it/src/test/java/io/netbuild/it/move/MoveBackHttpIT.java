package io.netbuild.it.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Databases;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.TestTenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tenants that have switched go back to where they were, with all that they have done since. */
class MoveBackHttpIT {

    private static final String LONG = "PT1H";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A tenant that has switched, and has done something at its new place. */
    private record Switched(Traveller traveller, String move) {

        static Switched to(String isolation, String id) throws SQLException {
            Traveller before = Traveller.named(id);
            TestTenant tenant = before.tenant();
            String move = Moving.beginToKeep(tenant, isolation, LONG);
            JsonNode switched = Moving.awaitSwitched(tenant, move);
            assertThat(switched.path("canRollBack").asBoolean()).isTrue();
            assertThat(Instant.parse(switched.path("keptUntil").asText())).isAfter(Instant.now());
            tenant.resource().post("/resume").expect(200);
            Steps steps = new Steps(tenant.engine());
            steps.completeTask(tenant.engine().only("/task?processInstanceId=" + before.task()));
            steps.set(before.message(), "written", "there");
            return new Switched(Traveller.prepared(tenant, isolation), move);
        }

        TestTenant tenant() {
            return traveller.tenant();
        }

        void cancel() {
            tenant().resource().post(move + "/cancel").expect(202);
        }

        JsonNode end() {
            return Moving.end(tenant(), move);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCHEMA", "DATABASE", "ELSEWHERE"})
    void aTenantShouldGoBackWithAllThatHasChangedSince(String isolation) throws SQLException {
        Switched switched = Switched.to(isolation, "back-from-" + isolation.toLowerCase(Locale.ROOT));
        TestTenant tenant = switched.tenant();
        assertThat(tenant.resource()
                        .post("/moves", Moving.wish("SHARED", false))
                        .status())
                .isEqualTo(409);
        assertThat(tenant.resource().delete("?force=true").status()).isEqualTo(409);

        switched.cancel();
        JsonNode ended = switched.end();

        assertThat(ended.path("phase").asText()).as(ended.toPrettyString()).isEqualTo("CANCELLED");
        assertThat(ended.path("goingBack").asBoolean()).isTrue();
        assertThat(ended.path("canRollBack").asBoolean()).isFalse();
        assertThat(ended.path("target").path("isolation").asText())
                .isEqualTo(isolation.equals("ELSEWHERE") ? "DATABASE" : isolation);
        assertThat(ended.path("events").findValuesAsText("event")).contains("going back: asked for by olga");
        switched.traveller().assertWholeAt("SHARED");
        assertThat(tenant.resource().post(switched.move() + "/cancel").status()).isEqualTo(409);
        Moving.move(tenant, isolation);
    }

    @Test
    void aTenantShouldGoBackToAPlaceOfItsOwn() throws SQLException {
        Traveller before = Traveller.named("back-to-own");
        TestTenant tenant = before.tenant();
        Moving.move(tenant, "SCHEMA");
        String move = Moving.beginToKeep(tenant, "SHARED", LONG);
        Moving.awaitSwitched(tenant, move);
        tenant.resource().post("/resume").expect(200);
        Traveller there = Traveller.prepared(tenant, "SHARED");

        tenant.resource().post(move + "/cancel").expect(202);

        assertThat(Moving.end(tenant, move).path("phase").asText()).isEqualTo("CANCELLED");
        there.assertWholeAt("SCHEMA");
    }

    @ParameterizedTest
    @CsvSource({"PREPARING, SCHEMA", "SWITCHING, DATABASE", "CLEANING_UP, SCHEMA"})
    void theWayBackShouldGoOnAfterItsConnectionsWereCut(String point, String isolation) throws SQLException {
        Switched switched = Switched.to(
                isolation, "back-cut-" + point.toLowerCase(Locale.ROOT).replace('_', '-'));
        try (Gate gate = Gate.at(point)) {
            switched.cancel();
            gate.cut(gate.awaitSomebody());
        }

        JsonNode ended = switched.end();

        assertThat(ended.path("phase").asText()).as(ended.toPrettyString()).isEqualTo("CANCELLED");
        switched.traveller().assertWholeAt("SHARED");
    }

    @Test
    void nothingShouldBeLostOrDoubledWhenATenantGoesBackAtWork() throws Exception {
        TestTenant tenant = TestTenant.shared("back-busy").create();

        try (Clients clients = Clients.of(4, List.of(tenant.engine()), true)) {
            String move = Moving.beginToKeep(tenant, "SCHEMA", LONG);
            Moving.awaitSwitched(tenant, move);
            tenant.resource().post(move + "/cancel").expect(202);
            assertThat(Moving.end(tenant, move).path("phase").asText()).isEqualTo("CANCELLED");
            assertThat(clients.stop()).isGreaterThan(10);
        }
    }

    /** A row where the tenant was that it does not have, and which no further attempt could put right. */
    private static void plant(TestTenant tenant, boolean there) throws SQLException {
        try (Connection shared = Rows.Place.of(tenant, "SHARED").connect()) {
            Databases.execute(shared, "set session_replication_role = replica");
            Databases.execute(
                    shared,
                    there
                            ? "insert into shared.act_hi_comment (id_, time_, tenant_id_) values ('planted-back', now(), '%s')"
                                    .formatted(tenant)
                            : "delete from shared.act_hi_comment where id_ = 'planted-back'");
        }
    }

    @Test
    void aTenantThatCannotGoBackShouldStayAndHaveAnotherAttempt() throws SQLException {
        Switched switched = Switched.to("SCHEMA", "back-later");
        TestTenant tenant = switched.tenant();
        plant(tenant, true);
        switched.cancel();
        Moving.awaitAttempts(tenant, switched.move(), 1);
        tenant.resource().post(switched.move() + "/resume").expect(202);

        try (Connection database = Stack.server().postgres().connectAsSuperuser("netbuild")) {
            await("the way back to be given up").atMost(PATIENCE).until(() -> {
                Databases.execute(
                        database, // no pause between attempts
                        "update netbuild.tenant_moves set next_attempt_at = now() where tenant_id = 'back-later' and going_back and next_attempt_at > now()");
                return tenant.resource()
                        .get(switched.move())
                        .expect(200)
                        .text("phase")
                        .equals("SWITCHED");
            });
        }
        JsonNode stays = tenant.resource().get(switched.move()).json();
        assertThat(stays.path("error").asText()).contains("act_hi_comment");
        assertThat(stays.path("goingBack").asBoolean()).isFalse();
        assertThat(stays.path("canRollBack").asBoolean()).isTrue();
        tenant.engine()
                .api()
                .get("/task?processInstanceId=" + switched.traveller().task())
                .expect(200);

        plant(tenant, false);
        switched.cancel();
        switched.cancel();

        assertThat(switched.end().path("phase").asText()).isEqualTo("CANCELLED");
        switched.traveller().assertWholeAt("SHARED");
    }

    @Test
    void whatIsKeptShouldBeDeletedInTheEnd() throws SQLException {
        Traveller traveller = Traveller.named("back-late");
        TestTenant tenant = traveller.tenant();
        String move = Moving.beginToKeep(tenant, "SCHEMA", "PT2S");
        JsonNode switched = Moving.awaitSwitched(tenant, move);
        assertThat(Rows.Place.of(tenant, "SHARED").isLeft(tenant)).isFalse();

        JsonNode ended = Moving.done(tenant.resource(), move);

        assertThat(Instant.parse(ended.path("finishedAt").asText()))
                .isAfterOrEqualTo(Instant.parse(switched.path("keptUntil").asText()));
        assertThat(tenant.resource().post(move + "/cancel").text("detail")).contains("cannot be rolled back any more");
        traveller.assertWholeAt("SCHEMA");
    }

    @Test
    void resumeShouldFinishAMoveThatKeepsSomething() throws SQLException {
        Switched switched = Switched.to("SCHEMA", "back-resume");

        switched.tenant().resource().post(switched.move() + "/resume").expect(202);

        Moving.done(switched.tenant().resource(), switched.move());
        switched.traveller().assertWholeAt("SCHEMA");
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-PT1S", "P8D"})
    void aKeepThatMakesNoSenseShouldBeNamed(String keep) {
        TestTenant tenant =
                TestTenant.shared("back-wrong-" + Math.abs(keep.hashCode())).create();
        Map<String, Object> wish = new HashMap<>(Moving.wish("SCHEMA", false));
        wish.put("keep", keep);

        Answer answer = tenant.resource().post("/moves", wish);

        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.text("field")).isEqualTo("keep");
        assertThat(tenant.resource().get("/moves").expect(200).json().path("items"))
                .isEmpty();
    }
}
