package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditLogTest {

    private static final String ADD =
            "insert into netbuild.audit_log (actor, tenant_id, action, detail) values ('alice', 'acme', 'tenant.changed', '{\"a\": 1}')";

    private final TestDatabase database = TestDatabase.get();

    @Test
    void rowsThatAreAddedAtOnceShouldFormOneChainWithoutGaps() throws SQLException {
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            writers.add(CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 20; i++) {
                    TestDatabase.execute(database.system(), ADD);
                }
            }));
        }
        writers.forEach(CompletableFuture::join);

        try (Transaction transaction = Transaction.of(database.operator())) {
            assertThat(transaction.column("select * from netbuild.fn_verify_audit_log()"))
                    .isEmpty();
            assertThat(transaction.count("netbuild.audit_log")).isGreaterThanOrEqualTo(80);
            assertThat(transaction.value("select max(seq) - count(*) from netbuild.audit_log"))
                    .isEqualTo("0");
        }
    }

    @Test
    void rolledBackRowShouldLeaveNoGap() throws SQLException {
        try (Transaction transaction = Transaction.of(database.system())) {
            transaction.execute(ADD);
        }
        TestDatabase.execute(database.system(), ADD);

        try (Transaction transaction = Transaction.of(database.operator())) {
            assertThat(transaction.column("select * from netbuild.fn_verify_audit_log()"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update netbuild.audit_log set actor = 'nobody'",
                "delete from netbuild.audit_log",
                "truncate netbuild.audit_log"
            })
    void nobodyShouldChangeRows(String sql) throws SQLException {
        for (String role : List.of(TestDatabase.OWNER, TestDatabase.SYSTEM, TestDatabase.APP, TestDatabase.OPERATOR)) {
            try (Transaction transaction = Transaction.of(database.as(role, "netbuild"))) {
                assertThat(transaction.error(sql)).as(role).isEqualTo(Transaction.DENIED);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update netbuild.audit_log set detail = '[\"forged\"]' where seq = 2 | 2 | was changed",
                "update netbuild.audit_log set actor = 'bob' where seq = 2 | 2 | was changed",
                "delete from netbuild.audit_log where seq = 2 | 3 | rows before it are missing",
                "update netbuild.audit_log set hash = sha256('x') where seq = 2 | 3 | does not continue the row before it",
                "delete from netbuild.audit_log where seq > 2 | | rows at the end are missing",
            })
    void whoeverBypassesThatShouldBeFoundOut(String tampering, String seq, String problem) throws SQLException {
        for (int i = 0; i < 3; i++) {
            TestDatabase.execute(database.system(), ADD);
        }

        try (Transaction transaction = Transaction.ofAdmin()) {
            transaction.execute("set local session_replication_role = replica").execute(tampering);

            assertThat(transaction.column(
                            "select coalesce(seq::text, '') || ' ' || problem from netbuild.fn_verify_audit_log()"))
                    .anyMatch(found -> (seq == null || found.startsWith(seq)) && found.endsWith(problem));
        }
    }

    @Test
    void tenantShouldAddForItselfOnlyAndForgeNothing() throws SQLException {
        try (Transaction transaction = Transaction.of(database.app())) {
            transaction.execute("set local app.current_tenant = 'acme'").execute(ADD);

            assertThat(transaction.error(
                            "insert into netbuild.audit_log (actor, tenant_id, action) values ('a', 'beta-2', 'x')"))
                    .isEqualTo(Transaction.DENIED);
            assertThat(transaction.error("insert into netbuild.audit_log (actor, action) values ('a', 'x')"))
                    .isEqualTo(Transaction.DENIED);
            assertThat(
                            transaction.error(
                                    "insert into netbuild.audit_log (seq, actor, tenant_id, action) values (1, 'a', 'acme', 'x')"))
                    .isEqualTo(Transaction.DENIED);
            assertThat(transaction.error("select * from netbuild.audit_log_head"))
                    .isEqualTo(Transaction.DENIED);
        }
    }
}
