package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageEventsTest {

    private final TestDatabase database = TestDatabase.get();

    @Test
    void partitionsOfAMonthShouldBeMadeOnceAndBeProtected() throws SQLException {
        try (Transaction transaction = Transaction.of(database.system())) {
            assertThat(transaction.value("select netbuild.fn_create_tenant_partition('2030-02-28')"))
                    .isEqualTo("16");
            assertThat(transaction.value("select netbuild.fn_create_tenant_partition('2030-02-01')"))
                    .isEqualTo("0");

            assertThat(transaction.value("select bool_and(relrowsecurity and relforcerowsecurity)::text from pg_class "
                            + "where relname like 'usage\\_events\\_2030\\_02%' and relkind in ('r', 'p')"))
                    .isEqualTo("true");
            transaction.execute(
                    "insert into netbuild.usage_events (tenant_id, occurred_at, idempotency_key, metric) "
                            + "values ('acme', '2030-02-01 00:00+00', 'k', 'api.calls'), ('acme', '2030-02-28 23:59:59+00', 'k', 'api.calls')");
            assertThat(transaction.count("netbuild.usage_events where occurred_at > '2030-01-01'"))
                    .isEqualTo(2);
        }
    }

    @Test
    void applicationShouldNotReachAPartitionPastTheTable() throws SQLException {
        try (Transaction transaction = Transaction.of(database.app())) {
            transaction.execute("set local app.current_tenant = 'acme'");
            String partition = transaction.value(
                    "select inhrelid::regclass::text from pg_inherits where inhparent = "
                            + "(select inhrelid from pg_inherits where inhparent = 'netbuild.usage_events'::regclass limit 1) limit 1");

            assertThat(transaction.error("select * from " + partition)).isEqualTo(Transaction.DENIED);
        }
    }

    @Test
    void eventSentAgainShouldCountOnce() throws SQLException {
        try (Transaction transaction = Transaction.of(database.app())) {
            transaction.execute("set local app.current_tenant = 'acme'");
            String event =
                    "insert into netbuild.usage_events (occurred_at, idempotency_key, metric) values (now(), 'once', 'api.calls') ";

            assertThat(transaction.update(event)).isEqualTo(1);
            assertThat(transaction.update(event + "on conflict do nothing")).isZero();
            assertThat(transaction.error(event)).isEqualTo("23505");
            transaction.execute("set local app.current_tenant = 'beta-2'");
            assertThat(transaction.update(event)).isEqualTo(1);
        }
    }

    @Test
    void namedTenantShouldLeaveOneBucketOfEachMonth() throws SQLException {
        try (Transaction transaction = Transaction.of(database.app())) {
            transaction.execute("set local app.current_tenant = 'acme'");

            assertThat(
                            transaction.column(
                                    "explain select * from netbuild.usage_events where tenant_id = 'acme' and occurred_at >= now()"))
                    .filteredOn(line -> line.contains("usage_events_"))
                    .hasSizeBetween(1, 3 * 2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "'2019-12-31'",
                "'2099-01-01'",
                "now()::date, 'audit_log'",
                "now()::date, 'usage_events', 65"
            })
    void nonsenseShouldBeRefused(String arguments) throws SQLException {
        try (Transaction transaction = Transaction.of(database.system())) {
            assertThat(transaction.error("select netbuild.fn_create_tenant_partition(" + arguments + ")"))
                    .isEqualTo("22023");
        }
    }

    @Test
    void numberOfPartitionsShouldStayBounded() throws SQLException {
        try (Transaction transaction = Transaction.of(database.system())) {
            transaction.execute("select netbuild.fn_create_tenant_partition(m::date, 'usage_events', 64) "
                    + "from generate_series(date '2021-01-01', date '2022-02-01', interval '1 month') m");

            assertThat(transaction.error(
                            "select netbuild.fn_create_tenant_partition('2022-03-01', 'usage_events', 64)"))
                    .isEqualTo("54000");
        }
    }
}
