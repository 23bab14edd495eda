package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tenants, their schemas and their metrics. */
class TenantRegistryTest {

    private final TestDatabase database = TestDatabase.get();

    @Test
    void catalogueShouldHoldTheDefaultsOfEveryTier() throws SQLException {
        try (Transaction transaction = Transaction.of(database.app())) {
            assertThat(
                            transaction.column(
                                    "select concat_ws(' ', tier, aliases, default_isolation, standby, "
                                            + "coalesce(process_instances_per_day, -1), coalesce(users, -1), storage_gb, api_calls_per_minute, "
                                            + "concurrent_simulations, file_size_mb, coalesce(usage_events_per_month, -1), work_mem_mb, "
                                            + "statement_timeout_ms, job_weight, pgbouncer_pool) from netbuild.tier_catalogue order by job_weight"))
                    .containsExactly(
                            "TRIAL {free} SHARED f 100 5 1 20 1 10 10000 32 10000 1 10",
                            "STARTER {standard} SHARED f 1000 50 10 100 2 50 1000000 64 15000 2 10",
                            "GROWTH {professional} SCHEMA f 10000 500 50 300 5 200 50000000 128 30000 4 25",
                            "ENTERPRISE {enterprise} DATABASE t -1 -1 100 1000 10 500 -1 256 60000 8 50");
            assertThat(transaction.error("update netbuild.tier_catalogue set users = 1"))
                    .isEqualTo(Transaction.DENIED);
        }
    }

    @Test
    void everyChangeOfATenantShouldRaiseItsVersion() throws SQLException {
        try (Transaction transaction = Transaction.of(database.system())) {
            assertThat(
                            transaction.value(
                                    "update netbuild.tenants set name = 'A', version = version + 1 where id = 'acme' returning version"))
                    .isEqualTo(transaction.value(
                            "update netbuild.tenants set name = 'B' where id = 'acme' returning version - 1"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update netbuild.tenants set id = 'Not a slug' where id = 'acme'",
                "update netbuild.tenants set status = 'GONE' where id = 'acme'",
                "update netbuild.tenants set external_key = 'xyz' where id = 'acme'",
                "update netbuild.tenants set limits = '[]' where id = 'acme'",
            })
    void nonsenseShouldBeRefused(String sql) throws SQLException {
        try (Transaction transaction = Transaction.of(database.system())) {
            assertThat(transaction.error(sql)).isEqualTo("23514");
        }
    }

    @Test
    void schemaShouldBeCreatedOnceByTheSystemOnly() throws SQLException {
        try (Transaction transaction = Transaction.of(database.system())) {
            transaction.execute(
                    "insert into netbuild.tenants (id, external_key, name, organisation, email_domain, tier) "
                            + "values ('new-one', '00000000000000aa', 'n', 'n', 'n.example', 'GROWTH')");

            assertThat(transaction.value("select netbuild.fn_create_tenant_schema('new-one')"))
                    .isEqualTo("tenant_new_one");
            assertThat(transaction.value("select netbuild.fn_create_tenant_schema('new-one')"))
                    .isEqualTo("tenant_new_one");

            assertThat(transaction.value("select nspowner::regrole from pg_namespace where nspname = 'tenant_new_one'"))
                    .isEqualTo(TestDatabase.OWNER);
            assertThat(transaction.error("select netbuild.fn_create_tenant_schema('nobody')"))
                    .isEqualTo("23503");
            assertThat(transaction.error("select netbuild.fn_create_tenant_schema('x\"; drop schema shared')"))
                    .isEqualTo("22023");
            assertThat(transaction.error("select netbuild.fn_create_tenant_schema('new-one', 'netbuild_app')"))
                    .isEqualTo("22023");
        }
        try (Transaction transaction = Transaction.of(database.app())) {
            assertThat(transaction.error("select netbuild.fn_create_tenant_schema('acme')"))
                    .isEqualTo(Transaction.DENIED);
        }
    }

    @Test
    void tenantShouldLearnItsOwnSchemaOnly() throws SQLException {
        try (Transaction transaction = Transaction.of(database.app())) {
            transaction.execute("set local app.current_tenant = 'acme'");

            assertThat(transaction.value("select netbuild.fn_get_tenant_schema('acme')"))
                    .isEqualTo("shared");
            assertThat(transaction.value("select netbuild.fn_get_tenant_schema('gamma')"))
                    .isNull();
        }
        try (Transaction transaction = Transaction.of(database.system())) {
            assertThat(transaction.value("select netbuild.fn_get_tenant_schema('delta-4')"))
                    .isEqualTo("tenant_delta_4");
        }
    }

    @Test
    void metricsShouldCoverSharedAndIsolatedTenantsForTheOperatorAndItselfForATenant() throws SQLException {
        for (Neighbours neighbours : new Neighbours[] {Neighbours.SHARED, Neighbours.ISOLATED}) {
            TenantEngine here = neighbours.here();
            here.start(here.deploy(Models.userTask()));
        }

        try (Transaction transaction = Transaction.of(database.operator())) {
            assertThat(
                            transaction.column(
                                    "select tenant_id from netbuild.vw_tenant_metrics where running_instances > 0 "
                                            + "and open_tasks > 0 and stored_bytes > 0 and (schema_bytes > 0 or isolation = 'SHARED')"))
                    .contains(TestDatabase.ACME, TestDatabase.GAMMA);
        }
        try (Transaction transaction = Transaction.of(database.app())) {
            transaction.execute("set local app.current_tenant = 'acme'");
            assertThat(transaction.column("select tenant_id from netbuild.vw_tenant_metrics"))
                    .containsExactly("acme");
            assertThat(transaction.column("select tenant_id from netbuild.fn_tenant_metrics()"))
                    .containsExactly("acme");
            transaction.execute("set local app.current_tenant = ''");
            assertThat(transaction.column("select tenant_id from netbuild.vw_tenant_metrics"))
                    .isEmpty();
            assertThat(transaction.column("select tenant_id from netbuild.fn_tenant_metrics()"))
                    .isEmpty();
        }
    }

    @Test
    void operatorShouldReadEverythingAndChangeNothing() throws SQLException {
        try (Transaction transaction = Transaction.of(database.operator())) {
            assertThat(transaction.count("netbuild.tenants")).isGreaterThan(3);
            for (String table : transaction.column(
                    "select schemaname || '.' || tablename from pg_tables where schemaname in ('netbuild', 'shared', 'tenant_gamma') "
                            + "and tablename <> 'flyway_schema_history' and tablename not like 'usage_events\\__%'")) {
                assertThat(transaction.value(
                                "select has_any_column_privilege('netbuild_operator', '" + table + "', 'select')"))
                        .as(table)
                        .isEqualTo("t");
                assertThat(transaction.value("select has_any_column_privilege('netbuild_operator', '" + table
                                + "', 'insert') "
                                + "or has_any_column_privilege('netbuild_operator', '" + table + "', 'update') "
                                + "or has_table_privilege('netbuild_operator', '" + table + "', 'delete, truncate')"))
                        .as(table)
                        .isEqualTo("f");
            }
        }
    }
}
