package io.netbuild.it.isolation;

import static io.netbuild.it.tenants.FourTenants.DATABASE;
import static io.netbuild.it.tenants.FourTenants.SCHEMA;
import static io.netbuild.it.tenants.FourTenants.SHARED_A;
import static io.netbuild.it.tenants.FourTenants.SHARED_B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netbuild.it.stack.Databases;
import io.netbuild.it.tenants.FourTenants;
import io.netbuild.it.tenants.TestTenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Raw JDBC with the roles that the server's datasources have, on a database that is filled by real work. */
class DatabaseIsolationHttpIT {

    private static final String REFUSED_BY_POLICY = "42501";

    @BeforeAll
    static void allTenantsHaveRows() {
        FourTenants.all().forEach(FourTenants::of);
    }

    /** Names of tables of the shared schema with tenants' rows, which it may read, and their column that says whose. */
    private static List<String> tables(Connection connection) throws SQLException {
        return Databases.column(
                connection,
                "select table_name || ' ' || tenant_column from shared.tenant_tables where tenant_column is not null and access <> 'LOG'");
    }

    private static void enter(Connection connection, TestTenant tenant) throws SQLException {
        connection.setAutoCommit(false);
        Databases.execute(connection, "set local app.current_tenant = '" + tenant + "'");
    }

    @Test
    void withoutATenantTheApplicationShouldSeeNoRowOfAnyTable() throws SQLException {
        SoftAssertions softly = new SoftAssertions();
        try (Connection application = Databases.application()) {
            for (String table : tables(application)) {
                String name = table.split(" ", 2)[0];
                softly.assertThat(Databases.number(application, "select count(*) from shared." + name))
                        .as(name)
                        .isZero();
            }
        }
        softly.assertAll();
    }

    @Test
    void withATenantTheApplicationShouldSeeExactlyItsRows() throws SQLException {
        SoftAssertions softly = new SoftAssertions();
        int filled = 0;
        for (TestTenant tenant : List.of(SHARED_A, SHARED_B)) {
            try (Connection application = Databases.application();
                    Connection operator = Databases.operator("netbuild")) {
                enter(application, tenant);
                for (String table : tables(application)) {
                    String name = table.split(" ", 2)[0];
                    String column = table.split(" ", 2)[1];
                    String own = "select count(*) from shared.%s where %s = '%s'".formatted(name, column, tenant);
                    long expected = Databases.number(operator, own);
                    filled += expected > 0 ? 1 : 0;
                    softly.assertThat(Databases.number(application, own))
                            .as(table)
                            .isEqualTo(expected);
                    softly.assertThat(Databases.number(
                                    application,
                                    "select count(*) from shared.%s where %s <> '%s'".formatted(name, column, tenant)))
                            .as(table)
                            .isZero();
                }
            }
        }
        softly.assertAll();
        assertThat(filled).as("tables that had rows to hide").isGreaterThan(50);
    }

    @Test
    void whatIsWrittenForMovesShouldBeReadByNoTenant() throws SQLException {
        try (Connection application = Databases.application()) {
            enter(application, SHARED_A);

            assertThatThrownBy(() -> Databases.number(application, "select count(*) from shared.move_log"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void writingForAnotherTenantShouldBeRefused() throws SQLException {
        try (Connection application = Databases.application()) {
            enter(application, SHARED_A);

            assertThatThrownBy(() -> Databases.execute(
                            application,
                            "insert into shared.purchase_requests (id, tenant_id, subject, amount, business_key) "
                                    + "values (gen_random_uuid(), '" + SHARED_B + "', 'smuggled', 1, 'smuggled')"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(REFUSED_BY_POLICY));
            application.rollback();

            enter(application, SHARED_A);
            assertThatThrownBy(() -> Databases.execute(
                            application, "update shared.act_ru_task set tenant_id_ = '" + SHARED_B + "'"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(REFUSED_BY_POLICY));
            application.rollback();
        }
    }

    @Test
    void changingWithoutAConditionShouldTouchOnesOwnRowsOnly() throws SQLException {
        try (Connection application = Databases.application();
                Connection operator = Databases.operator("netbuild")) {
            long ofOther = Databases.number(
                    operator, "select count(*) from shared.act_ru_variable where tenant_id_ = '" + SHARED_B + "'");
            enter(application, SHARED_A);

            Databases.execute(application, "delete from shared.act_ru_variable");

            assertThat(Databases.number(application, "select count(*) from shared.act_ru_variable"))
                    .isZero();
            application.rollback();
            assertThat(ofOther).isPositive();
            assertThat(Databases.number(
                            operator,
                            "select count(*) from shared.act_ru_variable where tenant_id_ = '" + SHARED_B + "'"))
                    .isEqualTo(ofOther);
        }
    }

    @Test
    void theApplicationsRoleShouldReachNoOwnSchemaAndNoOwnDatabase() throws SQLException {
        try (Connection application = Databases.application()) {
            enter(application, SCHEMA);

            assertThatThrownBy(() ->
                            Databases.execute(application, "select * from " + SCHEMA.databaseName() + ".act_ru_task"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void aTenantsRoleShouldSeeItsOwnSchemaOnly() throws SQLException {
        try (Connection own = Databases.tenant(SCHEMA.id(), "netbuild")) {
            enter(own, SCHEMA);
            assertThat(Databases.number(own, "select count(*) from " + SCHEMA.databaseName() + ".act_ru_task"))
                    .isPositive();
            own.rollback();

            enter(own, SHARED_A);
            for (String table : List.of("shared.act_ru_task", "netbuild.tenants", "netbuild.audit_log")) {
                assertThatThrownBy(() -> Databases.execute(own, "select * from " + table))
                        .as(table)
                        .isInstanceOf(SQLException.class);
                own.rollback();
            }
        }
    }

    @Test
    void aTenantsRoleShouldConnectToNoOtherDatabase() throws SQLException {
        try (Connection own = Databases.tenant(DATABASE.id(), DATABASE.databaseName())) {
            enter(own, DATABASE);
            assertThat(Databases.number(own, "select count(*) from engine.act_ru_task"))
                    .isPositive();
        }

        assertThatThrownBy(() -> Databases.tenant(DATABASE.id(), "netbuild").close())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() ->
                        Databases.tenant(SCHEMA.id(), DATABASE.databaseName()).close())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() ->
                        Databases.tenant(DATABASE.id(), "netbuild_template").close())
                .isInstanceOf(SQLException.class);
    }

    @Test
    void aTenantsRoleShouldSeeNothingWithoutItsTenant() throws SQLException {
        try (Connection own = Databases.tenant(SCHEMA.id(), "netbuild");
                Connection ownDatabase = Databases.tenant(DATABASE.id(), DATABASE.databaseName())) {
            assertThat(Databases.number(own, "select count(*) from " + SCHEMA.databaseName() + ".act_hi_procinst"))
                    .isZero();
            assertThat(Databases.number(ownDatabase, "select count(*) from engine.act_hi_procinst"))
                    .isZero();
        }
    }
}
