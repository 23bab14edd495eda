package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.kernel.TenantId;
import io.netbuild.workflow.internal.InboxTable;
import io.netbuild.workflow.internal.IncomingCommand;
import io.netbuild.workflow.internal.ParkedTable;
import io.netbuild.workflow.internal.PendingCommand;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkflowInboxTest {

    private static final TenantId ACME = new TenantId(TestDatabase.ACME);
    private static final TenantId BETA = new TenantId(TestDatabase.BETA);

    private final TestDatabase database = TestDatabase.get();

    private static IncomingCommand command(TenantId tenant, String id, @Nullable String key) {
        return new IncomingCommand(tenant, id, key, "start", "{\"id\":\"" + id + "\"}", null);
    }

    private Transaction as(TenantId tenant) throws SQLException {
        return Transaction.of(database.app()).execute("set local app.current_tenant = '" + tenant + "'");
    }

    private void put(IncomingCommand... commands) throws SQLException {
        try (Transaction system = Transaction.of(database.system())) {
            InboxTable.put(system.connection(), List.of(commands));
            system.commit();
        }
    }

    private static String taken(Transaction transaction, TenantId tenant) throws SQLException {
        return InboxTable.takeNext(transaction.connection(), tenant, 1).stream()
                .findFirst()
                .map(next -> next.command().messageId())
                .orElse("none");
    }

    @AfterEach
    void clean() throws SQLException {
        try (Transaction system = Transaction.of(database.system())) {
            system.execute("delete from workflow_inbox; delete from netbuild.workflow_parked");
            system.commit();
        }
    }

    @Test
    void commandShouldBeTakenInOnceAndCountedByTenant() throws SQLException {
        put(command(ACME, "1", null));

        try (Transaction system = Transaction.of(database.system())) {
            assertThat(InboxTable.put(
                            system.connection(),
                            List.of(command(ACME, "1", null), command(ACME, "2", null), command(BETA, "1", null))))
                    .containsEntry(ACME, 1)
                    .containsEntry(BETA, 1);
        }
    }

    @Test
    void tenantShouldSeeItsOwnCommandsOnlyAndWriteForNobodyElse() throws SQLException {
        put(command(ACME, "1", null));

        try (Transaction beta = as(BETA)) {
            assertThat(beta.count("workflow_inbox")).isZero();
            assertThat(taken(beta, ACME)).isEqualTo("none");
            assertThat(
                            beta.error(
                                    "insert into workflow_inbox (tenant_id, message_id, command, body) values ('acme', '2', 's', '')"))
                    .isEqualTo(Transaction.DENIED);
        }
        try (Transaction nobody = Transaction.of(database.app())) {
            assertThat(nobody.count("workflow_inbox")).isZero();
        }
    }

    @Test
    void commandShouldBePendingAgainWhenItsTransactionIsRolledBack() throws SQLException {
        put(command(ACME, "1", null));
        try (Transaction acme = as(ACME)) {
            PendingCommand taken =
                    InboxTable.takeNext(acme.connection(), ACME, 5).get(0);
            assertThat(taken.attempts()).isOne();
            assertThat(taken.command()).isEqualTo(command(ACME, "1", null));
            assertThat(taken(acme, ACME)).isEqualTo("none");
        }

        try (Transaction acme = as(ACME)) {
            assertThat(taken(acme, ACME)).isEqualTo("1");
            acme.commit();
        }
        try (Transaction acme = as(ACME)) {
            assertThat(taken(acme, ACME)).isEqualTo("none");
        }
    }

    @Test
    void twoWorkersShouldTakeDifferentCommandsAndNeverTwoOfOneKey() throws SQLException {
        put(command(ACME, "1", "k"), command(ACME, "2", "k"), command(ACME, "3", "other"), command(ACME, "4", null));

        try (Transaction one = as(ACME);
                Transaction other = as(ACME)) {
            assertThat(taken(one, ACME)).isEqualTo("1");
            assertThat(taken(other, ACME)).isEqualTo("3");
            other.commit();
            other.execute("set local app.current_tenant = 'acme'");
            assertThat(taken(other, ACME)).isEqualTo("4");
            assertThat(taken(other, ACME)).isEqualTo("none");
            one.commit();
            assertThat(taken(other, ACME)).isEqualTo("2");
        }
    }

    @Test
    void severalShouldBeTakenInTheirOrderAndOneOfEachKey() throws SQLException {
        put(command(ACME, "1", "k"), command(ACME, "2", "k"), command(ACME, "3", null), command(ACME, "4", "other"));
        try (Transaction acme = as(ACME)) {
            assertThat(InboxTable.takeNext(acme.connection(), ACME, 5))
                    .extracting(next -> next.command().messageId())
                    .containsExactly("1", "3", "4");
            assertThat(InboxTable.takeNext(acme.connection(), ACME, 5))
                    .extracting(next -> next.command().messageId())
                    .containsExactly("2");
        }
    }

    @Test
    void commandThatWaitsForItsNextAttemptShouldHoldBackItsKeyOnly() throws SQLException {
        put(command(ACME, "1", "k"), command(ACME, "2", "k"), command(ACME, "3", "other"));
        try (Transaction acme = as(ACME)) {
            PendingCommand first = new PendingCommand(command(ACME, "1", "k"), 1, Duration.ZERO);

            assertThat(InboxTable.retry(acme.connection(), first, Duration.ofMinutes(1), "failed", "because"))
                    .isTrue();

            assertThat(taken(acme, ACME)).isEqualTo("3");
            assertThat(taken(acme, ACME)).isEqualTo("none");
            assertThat(InboxTable.bury(acme.connection(), first, "refused", "because"))
                    .isTrue();
            assertThat(InboxTable.bury(acme.connection(), first, "refused", "because"))
                    .isFalse();
            assertThat(taken(acme, ACME)).isEqualTo("2");
        }
    }

    @Test
    void deadCommandShouldBePendingWhenItIsSentAgainAndADoneOneShouldNot() throws SQLException {
        put(command(ACME, "dead", null), command(ACME, "done", null));
        try (Transaction acme = as(ACME)) {
            InboxTable.bury(
                    acme.connection(),
                    new PendingCommand(command(ACME, "dead", null), 3, Duration.ZERO),
                    "refused",
                    "x");
            assertThat(taken(acme, ACME)).isEqualTo("done");
            acme.commit();
        }

        put(command(ACME, "done", null), command(ACME, "dead", null));

        try (Transaction acme = as(ACME)) {
            assertThat(InboxTable.takeNext(acme.connection(), ACME, 5))
                    .singleElement()
                    .satisfies(next -> {
                        assertThat(next.command().messageId()).isEqualTo("dead");
                        assertThat(next.attempts()).isOne();
                    });
            assertThat(taken(acme, ACME)).isEqualTo("none");
        }
    }

    @Test
    void dueShouldCountWhatCanBeCarriedOutNowAndForgetWhatIsOld() throws SQLException {
        put(command(ACME, "1", null), command(ACME, "2", null), command(BETA, "1", null));
        try (Transaction system = Transaction.of(database.system())) {
            assertThat(due(system)).isEqualTo("acme 2, " + BETA + " 1");
            system.execute(
                    "update workflow_inbox set state = 'DONE', finished_at = now() - interval '8 days' where tenant_id = 'acme'");

            assertThat(InboxTable.forget(system.connection(), Duration.ofDays(7)))
                    .isEqualTo(2);
            assertThat(due(system)).isEqualTo(BETA + " 1");
        }
    }

    private static String due(Transaction system) throws SQLException {
        return String.valueOf(
                system.value(
                        "select string_agg(tenant_id || ' ' || commands, ', ' order by tenant_id) from netbuild.fn_pending_work() where commands > 0"));
    }

    @Test
    void parkedCommandsShouldComeBackInTheirOrder() throws SQLException {
        try (Transaction system = Transaction.of(database.system())) {
            ParkedTable.park(system.connection(), List.of(command(ACME, "1", "k"), command(BETA, "1", null)));
            ParkedTable.park(system.connection(), List.of(command(ACME, "2", null), command(ACME, "3", null)));

            assertThat(ParkedTable.tenants(system.connection())).containsExactlyInAnyOrder(ACME, BETA);
            assertThat(ParkedTable.take(system.connection(), ACME, 2))
                    .containsExactly(command(ACME, "1", "k"), command(ACME, "2", null));
            assertThat(ParkedTable.take(system.connection(), ACME, 2)).containsExactly(command(ACME, "3", null));
            assertThat(ParkedTable.tenants(system.connection())).containsExactly(BETA);
        }
    }
}
