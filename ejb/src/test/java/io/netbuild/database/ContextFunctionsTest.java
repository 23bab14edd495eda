package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The functions that bind a transaction to a tenant and its tier. */
class ContextFunctionsTest {

    private static final String INVALID = "22023";

    private final TestDatabase database = TestDatabase.get();

    @Test
    void contextShouldEndWithItsTransactionOnTheSameConnection() throws SQLException {
        try (Transaction transaction = Transaction.of(database.app())) {
            transaction.execute("select netbuild.fn_set_tenant_context('acme', 'alice')");
            assertThat(transaction.value("select netbuild.fn_current_tenant_id()"))
                    .isEqualTo("acme");
            assertThat(transaction.count("netbuild.tenants")).isEqualTo(1);
            transaction.commit();

            assertThat(transaction.value("select netbuild.fn_current_tenant_id()"))
                    .isNull();
            assertThat(transaction.count("netbuild.tenants")).isZero();
        }
    }

    @Test
    void contextShouldEndWithARollbackToo() throws SQLException {
        try (Transaction transaction = Transaction.of(database.app())) {
            transaction.execute("select netbuild.fn_set_tenant_context('acme')");
            transaction.connection().rollback();

            assertThat(transaction.value("select netbuild.fn_current_tenant_id()"))
                    .isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "ACME", "a b", "a'; select 1; --", "acme\n", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void onlySlugsShouldBeAccepted(String tenant) throws SQLException {
        try (Transaction transaction = Transaction.of(database.app())) {
            assertThat(transaction.error("select netbuild.fn_set_tenant_context('" + tenant.replace("'", "''") + "')"))
                    .isEqualTo(INVALID);
        }
    }

    @Test
    void secondTenantInATransactionShouldBeRefused() throws SQLException {
        try (Transaction transaction = Transaction.of(database.app())) {
            transaction.execute("select netbuild.fn_set_tenant_context('acme')");
            transaction.execute("select netbuild.fn_set_tenant_context('acme')");

            assertThat(transaction.error("select netbuild.fn_set_tenant_context('beta-2')"))
                    .isEqualTo("55000");
        }
    }

    @ParameterizedTest
    @CsvSource({"TRIAL, 32MB, 10s", "standard, 64MB, 15s", "professional, 128MB, 30s", "ENTERPRISE, 256MB, 1min"})
    void resourcesShouldFollowTheTierUntilTheTransactionEnds(String tier, String workMem, String timeout)
            throws SQLException {
        try (Transaction transaction = Transaction.of(database.app())) {
            String before = transaction.value("show work_mem");
            transaction.execute("select netbuild.fn_set_tenant_resources('" + tier + "')");

            assertThat(transaction.value("show work_mem")).isEqualTo(workMem).isNotEqualTo(before);
            assertThat(transaction.value("show statement_timeout")).isEqualTo(timeout);
            transaction.commit();
            assertThat(transaction.value("show work_mem")).isEqualTo(before);
            assertThat(transaction.error("select netbuild.fn_set_tenant_resources('gold')"))
                    .isEqualTo(INVALID);
        }
    }

    @Test
    void changedCatalogueShouldTakeEffectWithoutARelease() throws SQLException {
        try (Transaction transaction = Transaction.of(database.owner())) {
            transaction.execute("update netbuild.tier_catalogue set work_mem_mb = 48 where tier = 'TRIAL'");
            transaction.execute("select netbuild.fn_set_tenant_resources('free')");

            assertThat(transaction.value("show work_mem")).isEqualTo("48MB");
        }
    }

    @Test
    void functionsShouldBeExecutableByThePlatformOnlyAndHaveAPinnedSearchPath() throws SQLException {
        try (Transaction transaction = Transaction.of(database.owner())) {
            assertThat(transaction.column(
                            "select proname::text from pg_proc where pronamespace = 'netbuild'::regnamespace "
                                    + "and (proacl is null or has_function_privilege('public', oid, 'execute'))"))
                    .isEmpty();
            assertThat(transaction.column(
                            "select proname::text from pg_proc where pronamespace = 'netbuild'::regnamespace "
                                    + "and not coalesce(array_to_string(proconfig, ','), '') like '%search_path=%'"))
                    .isEmpty();
        }
    }
}
