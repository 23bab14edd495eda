package io.netbuild.it.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.it.stack.Databases;
import io.netbuild.it.tenants.TestTenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to all places while a tenant's old one is kept reaches that one too before the tenant goes back. */
class KeptPlacesHttpIT {

    private static final String LONG = "PT1H";

    /** A tenant that lives in the shared schema now, and its place from before, which is kept. */
    private record Kept(TestTenant tenant, Rows.Place place, String isolation, String move) {

        static Kept at(String isolation, String id) {
            TestTenant tenant = Traveller.working(id);
            Moving.move(tenant, isolation);
            String move = Moving.beginToKeep(tenant, "SHARED", LONG);
            Moving.awaitSwitched(tenant, move);
            return new Kept(tenant, Rows.Place.of(tenant, isolation), isolation, move);
        }

        void goBack() {
            tenant.resource().post(move + "/cancel").expect(202);
            assertThat(Moving.end(tenant, move).path("phase").asText()).isEqualTo("CANCELLED");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCHEMA", "DATABASE"})
    void itShouldGetTheVersionOfThisBuild(String isolation) throws SQLException {
        Kept kept = Kept.at(isolation, "kept-older-" + isolation.toLowerCase(Locale.ROOT));
        Traveller traveller = Traveller.prepared(kept.tenant(), "SHARED");
        try (Connection older = kept.place().connect()) {
            Databases.execute(
                    older,
                    """
                    drop policy tenant_rows on %1$s.act_ru_task; comment on schema %1$s is 'older';
                    update %1$s.flyway_schema_history set checksum = 0 where version is null
                    """
                            .formatted(kept.place().schema()));
        }

        kept.goBack();

        traveller.assertWholeAt(isolation);
    }

    @Test
    void itShouldGetTheDefinitionsThatAllHaveGotMeanwhile() throws SQLException {
        Kept kept = Kept.at("SCHEMA", "kept-definition");
        TestTenant tenant = kept.tenant();
        try (Connection shared = Rows.Place.of(tenant, "SHARED").connect()) {
            Databases.execute(shared, "set session_replication_role = replica");
            deployForAll(shared, tenant);
            String instance;
            try {
                instance = tenant.engine()
                        .api()
                        .post("/process-definition/simple:1:kept/start", Map.of())
                        .expect(200)
                        .id();

                kept.goBack();
            } finally {
                withdrawForAll(shared);
            }

            new Steps(tenant.engine()).completeTask(tenant.engine().only("/task?processInstanceId=" + instance));
            tenant.engine()
                    .api()
                    .post("/process-definition/simple:1:kept/start", Map.of())
                    .expect(200);
        }
    }

    /** A definition without a tenant, like one of the tenant's. */
    private static void deployForAll(Connection shared, TestTenant tenant) throws SQLException {
        Databases.execute(
                shared,
                """
                create temporary table definition as
                select * from shared.act_re_procdef where tenant_id_ = '%1$s' and key_ = 'simple';
                create temporary table model as
                select b.* from shared.act_ge_bytearray b join definition d on b.deployment_id_ = d.deployment_id_ and b.name_ = d.resource_name_;
                create temporary table deployment as
                select p.* from shared.act_re_deployment p join definition d on p.id_ = d.deployment_id_;
                update definition set id_ = 'simple:1:kept', version_ = 1, deployment_id_ = 'kept', tenant_id_ = null;
                update model set id_ = 'kept-model', deployment_id_ = 'kept', tenant_id_ = null;
                update deployment set id_ = 'kept', tenant_id_ = null;
                insert into shared.act_re_deployment overriding system value select * from deployment;
                insert into shared.act_ge_bytearray overriding system value select * from model;
                insert into shared.act_re_procdef overriding system value select * from definition
                """
                        .formatted(tenant));
    }

    private static void withdrawForAll(Connection shared) throws SQLException {
        Databases.execute(
                shared,
                """
                delete from shared.act_re_procdef where deployment_id_ = 'kept';
                delete from shared.act_ge_bytearray where deployment_id_ = 'kept';
                delete from shared.act_re_deployment where id_ = 'kept'
                """);
    }
}
