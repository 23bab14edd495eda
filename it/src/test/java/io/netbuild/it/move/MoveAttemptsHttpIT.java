package io.netbuild.it.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.dev.demo.Models;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Databases;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.TestTenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Moves that cannot go on: they are tried again, wait for somebody, or end with the tenant where it was. */
class MoveAttemptsHttpIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A row at the target that is not the tenant's: nothing that a further attempt could put right. */
    private static void plant(TestTenant tenant, boolean there) throws SQLException {
        try (Connection target = Rows.Place.of(tenant, "SCHEMA").connect()) {
            Databases.execute(target, "set session_replication_role = replica");
            Databases.execute(
                    target, "delete from %s.act_hi_comment where id_ = 'planted'".formatted(tenant.databaseName()));
            if (there) {
                Databases.execute(
                        target,
                        "insert into %s.act_hi_comment (id_, time_, tenant_id_) values ('planted', now(), '%s')"
                                .formatted(tenant.databaseName(), tenant));
            }
        }
    }

    private static String beginWithAPlantedRow(Traveller traveller) throws SQLException {
        try (Gate gate = Gate.at("VERIFYING")) {
            String move = Moving.begin(traveller.tenant(), "SCHEMA");
            gate.awaitSomebody();
            plant(traveller.tenant(), true);
            return move;
        }
    }

    @Test
    void aMoveThatWaitsShouldBeTriedAgainWhenItIsResumed() throws SQLException {
        Traveller traveller = Traveller.named("resumed");
        TestTenant tenant = traveller.tenant();
        String move = beginWithAPlantedRow(traveller);
        Moving.awaitAttempts(tenant, move, 2);
        assertThat(tenant.resource().get(move).text("error")).contains("act_hi_comment");

        plant(tenant, false);
        tenant.resource().post(move + "/resume").expect(202);

        Moving.done(tenant.resource(), move);
        traveller.assertWholeAt("SCHEMA");
        Answer late = tenant.resource().post(move + "/resume");
        assertThat(late.status()).as("%s", late).isEqualTo(409);
    }

    @Test
    void aMoveShouldBeRolledBackWhenItsAttemptsAreUsedUp() throws SQLException {
        Traveller traveller = Traveller.named("used-up");
        TestTenant tenant = traveller.tenant();
        String move = beginWithAPlantedRow(traveller);

        try (Connection database = Stack.server().postgres().connectAsSuperuser("netbuild")) {
            await("the end")
                    .atMost(PATIENCE)
                    .until(
                            () -> {
                                Databases.execute(
                                        database, // no pause between attempts
                                        "update netbuild.tenant_moves set next_attempt_at = now() where tenant_id = 'used-up' and next_attempt_at > now()");
                                return tenant.resource().get(move).expect(200).text("phase");
                            },
                            phase -> phase.equals("FAILED"));
        }

        JsonNode failed = tenant.resource().get(move).json();
        assertThat(failed.path("error").asText()).contains("act_hi_comment");
        assertThat(failed.path("attempts").asInt()).isEqualTo(5);
        traveller.assertWholeAt("SHARED");
        Moving.move(tenant, "SCHEMA");
    }

    /** Of no tenant, so that no comparison shows it: only an engine does. @param version of what the present one is */
    private static void changeVersionOfTables(TestTenant tenant, String version) throws SQLException {
        try (Connection target = Rows.Place.of(tenant, "SCHEMA").connect()) {
            Databases.execute(
                    target,
                    "update %s.act_ge_property set value_ = %s where name_ = 'schema.version'"
                            .formatted(tenant.databaseName(), version));
        }
    }

    @Test
    void aTenantShouldNotMoveToWhereItsEngineCannotStart() throws SQLException {
        Traveller traveller = Traveller.named("engine-fails");
        TestTenant tenant = traveller.tenant();
        String move;
        try (Gate gate = Gate.at("VERIFYING")) {
            move = Moving.begin(tenant, "SCHEMA");
            gate.awaitSomebody();
            changeVersionOfTables(tenant, "value_ || '-other'");
        }
        Moving.awaitAttempts(tenant, move, 1);
        assertThat(tenant.resource().get(move).text("error")).contains("-other");
        tenant.engine().api().get("/task?processInstanceId=" + traveller.task()).expect(200);

        changeVersionOfTables(tenant, "replace(value_, '-other', '')");
        tenant.resource().post(move + "/resume").expect(202);

        Moving.done(tenant.resource(), move);
        traveller.assertWholeAt("SCHEMA");
    }

    @Test
    void aTableThatNobodyHasDecidedAboutShouldKeepTheTenantWhereItIs() throws SQLException {
        TestTenant tenant = TestTenant.schema("undecided").create();
        tenant.engine().deploy(Models.of("simple"));
        String table = tenant.databaseName() + ".surprise";
        Map<String, ?> before = Rows.of(tenant, Rows.Place.of(tenant, "SCHEMA"));
        String move;
        try (Connection database = Stack.server().postgres().connectAsSuperuser("netbuild");
                Gate gate = Gate.at("PREPARING")) {
            move = Moving.begin(tenant, "DATABASE");
            gate.awaitSomebody();
            Databases.execute(database, "create table %s (tenant_id text)".formatted(table));
        }

        JsonNode failed = Moving.end(tenant, move);
        Answer refused = tenant.resource().post("/moves", Moving.wish("DATABASE", false));
        JsonNode forecast = tenant.resource()
                .post("/moves", Moving.wish("DATABASE", true))
                .expect(200)
                .json();
        try (Connection database = Stack.server().postgres().connectAsSuperuser("netbuild")) {
            Databases.execute(database, "drop table " + table); // else nobody could be erased
        }

        String why = "Nobody has decided whose the rows of table " + table + " are";
        assertThat(failed.path("phase").asText()).isEqualTo("FAILED");
        assertThat(failed.path("error").asText()).contains(why);
        assertThat(refused.status()).as("%s", refused).isEqualTo(409);
        assertThat(refused.text("detail")).contains(why);
        assertThat(forecast.path("blockers").path(0).asText()).contains(why);
        assertThat(tenant.resource().get("/moves").expect(200).json().path("items"))
                .hasSize(1);
        assertThat(Rows.Place.of(tenant, "DATABASE").exists()).isFalse();
        assertThat(Rows.of(tenant, Rows.Place.of(tenant, "SCHEMA"))).isEqualTo(before);
        tenant.engine().start("simple");
    }
}
