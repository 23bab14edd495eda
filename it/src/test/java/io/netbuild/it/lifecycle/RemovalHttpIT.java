package io.netbuild.it.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.dev.demo.Models;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Databases;
import io.netbuild.it.tenants.TestModels;
import io.netbuild.it.tenants.TestTenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a removal leaves of a tenant, of its neighbour and of its name. */
class RemovalHttpIT {

    private static final TestTenant NEIGHBOUR = TestTenant.shared("life-neighbour");

    @BeforeAll
    static void aNeighbourWithRows() {
        NEIGHBOUR.create();
        NEIGHBOUR.engine().deploy(TestModels.all());
        NEIGHBOUR.engine().start("simple");
    }

    @ParameterizedTest
    @MethodSource(FreshTenant.ISOLATIONS)
    void aTenantShouldBeGoneAfterItsForcedRemoval(String isolation) throws SQLException {
        TestTenant tenant = FreshTenant.with(isolation).create();
        tenant.engine().deploy(TestModels.all());
        tenant.engine().start("simple");
        Api.userOf(tenant.id())
                .post("/api/purchase-requests", Map.of("subject", "left behind", "amount", 1))
                .expect(201);
        long ofNeighbour = rowsOf(NEIGHBOUR);

        Answer kept = tenant.resource().delete("");
        assertThat(kept.status()).as("%s", kept).isEqualTo(409);
        assertThat(kept.text("code")).isEqualTo("tenant-not-empty");
        assertThat(tenant.engine().api().get("/task").status()).isEqualTo(200);

        tenant.resource().delete("?force=true").expect(204);

        assertThat(tenant.resource().get("").status()).isEqualTo(404);
        Answer unknown = tenant.engineForOperator().api().get("/task");
        assertThat(unknown.status()).as("%s", unknown).isEqualTo(404);
        assertThat(unknown.text("error")).isEqualTo("unknown-tenant");
        assertThat(tenant.engine().api().get("/task").status()).isIn(403, 404);
        assertNothingLeft(tenant);
        assertThat(rowsOf(NEIGHBOUR)).isEqualTo(ofNeighbour).isPositive();
        assertThat(NEIGHBOUR.engine().count("")).isPositive();
    }

    private static void assertNothingLeft(TestTenant tenant) throws SQLException {
        try (Connection operator = Databases.operator("netbuild")) {
            String name = "'" + tenant.databaseName() + "'";
            assertThat(Databases.column(operator, "select rolname from pg_roles where rolname = " + name))
                    .isEmpty();
            assertThat(Databases.column(operator, "select nspname from pg_namespace where nspname = " + name))
                    .isEmpty();
            assertThat(Databases.column(operator, "select datname from pg_database where datname = " + name))
                    .isEmpty();
            assertThat(Databases.column(
                            operator,
                            "select pid from pg_stat_activity where application_name = 'tenant-" + tenant + "'"))
                    .isEmpty();
        }
        assertThat(rowsOf(tenant)).isZero();
    }

    /** All rows of the tenant in the shared engine and the control plane, but those of the audit log. */
    private static long rowsOf(TestTenant tenant) throws SQLException {
        long rows = 0;
        try (Connection operator = Databases.operator("netbuild")) {
            for (String schema : List.of("shared", "netbuild")) {
                for (String table : Databases.column(
                        operator,
                        "select '%1$s.' || table_name || ' where ' || tenant_column from %1$s.tenant_tables where tenant_column is not null"
                                .formatted(schema))) {
                    if (!table.startsWith("netbuild.audit_log ")) {
                        rows += Databases.number(operator, "select count(*) from " + table + " = '" + tenant + "'");
                    }
                }
            }
        }
        return rows;
    }

    @ParameterizedTest
    @MethodSource(FreshTenant.ISOLATIONS)
    void aTenantShouldBeMadeAgainAfterItsRemoval(String isolation) {
        TestTenant tenant = FreshTenant.with(isolation).create();
        tenant.engine().deploy(Models.of("simple"));
        tenant.resource().delete("").expect(204);

        tenant.create();

        assertThat(tenant.engine().api().get("/process-definition").expect(200).body())
                .isEqualTo("[]");
        tenant.engine().deploy(Models.of("simple"));
        assertThat(tenant.engine().tryStart("simple", "again", Map.of()).status())
                .isEqualTo(200);
    }
}
