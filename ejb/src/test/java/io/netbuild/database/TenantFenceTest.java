package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netbuild.rows.Fence;
import io.netbuild.rows.Side;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may begin a transaction of a tenant that moves, and which changes are noted. */
class TenantFenceTest {

    private static final String TENANT = "fenced";
    private static final String REFUSED = "NB001";
    private static final String INSERT =
            "insert into act_ru_job (id_, type_, tenant_id_, retries_) values ('job-of-fenced', 'message', 'fenced', 1)";

    private Side side;
    private Fence fence;

    @BeforeEach
    void open() throws SQLException {
        side = Side.of(
                TestDatabase.get()
                        .server()
                        .dataSource(TestDatabase.DATABASE, TestDatabase.SYSTEM, "shared")
                        .getConnection(), // no pool's: it keeps its settings
                "shared");
        fence = new Fence(side, TENANT);
        side.rollback();
    }

    @AfterEach
    void remove() throws SQLException {
        side.close();
        TestDatabase.execute(
                TestDatabase.get().system(),
                "delete from tenant_fence where tenant_id = 'fenced'; delete from move_log where tenant_id = 'fenced'; "
                        + "delete from act_ru_job where tenant_id_ = 'fenced'");
    }

    private static Transaction entered(long epoch) throws SQLException {
        Transaction transaction = Transaction.of(TestDatabase.get().app());
        try {
            return transaction.execute(
                    "set local app.current_tenant = 'fenced'; select fn_enter_tenant('fenced', " + epoch + ")");
        } catch (SQLException e) {
            transaction.close();
            throw e;
        }
    }

    private static void assertRefused(long epoch) {
        assertThatThrownBy(() -> entered(epoch).close())
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(REFUSED));
    }

    @Test
    void whoKnowsAnOlderEpochShouldBeRefusedForEver() throws SQLException {
        fence.close(3);
        assertRefused(2);
        assertRefused(3);

        fence.open(3);

        assertRefused(3);
        entered(4).close();
    }

    @Test
    void whoBeganBeforeShouldBeWaitedFor() throws SQLException {
        try (Transaction inside = entered(1)) {
            fence.close(1);

            assertThat(fence.awaitInside(Duration.ofMillis(50), Duration.ofMillis(200)))
                    .isFalse();
            inside.commit();
            assertThat(fence.awaitInside(Duration.ofMillis(50), Duration.ofSeconds(5)))
                    .isTrue();
        }
    }

    @Test
    void whoWaitsTooLongForAMoveShouldBeRefused() throws SQLException {
        try (Transaction mover = Transaction.of(TestDatabase.get().system())) {
            mover.execute("select pg_advisory_xact_lock(hashtextextended('netbuild.move:shared:fenced', 0))");

            assertRefused(1);
        }
        entered(1).close();
    }

    @Test
    void whoGetsNoAnswerShouldGiveTheSessionUp() throws SQLException {
        try (Transaction inside = entered(1)) {
            side.requireAnswersWithin(Duration.ofMillis(100));

            assertThatThrownBy(() -> fence.keepOut(Duration.ofMinutes(1)))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).startsWith("08"));
            assertThatThrownBy(side::commit).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void whoeverHoldsTheFenceShouldKnowWhetherTheTenantLivesHere() throws SQLException {
        assertThat(fence.hold(1)).isTrue();
        side.commit();
        fence.log(true);
        assertThat(fence.hold(1)).isFalse();
        side.commit();
        fence.log(false);
        fence.close(1);
        assertThat(fence.hold(1)).isFalse();
        assertThat(fence.hold(2)).isFalse();
        side.commit();
        fence.open(1);
        assertThat(fence.hold(1)).isFalse();
        assertThat(fence.hold(2)).isTrue();
    }

    @Test
    void changesShouldBeLoggedOnlyWhileTheTenantMoves() throws SQLException {
        try (Transaction before = entered(1)) {
            before.execute(INSERT).commit();
        }
        assertThat(logged()).isZero();
        fence.log(true);

        try (Transaction meanwhile = entered(1)) {
            meanwhile
                    .execute("update act_ru_job set retries_ = 2 where id_ = 'job-of-fenced'")
                    .commit();
        }
        assertThat(logged()).isEqualTo(1);
        try (Transaction locking = entered(1)) {
            locking.execute("update act_ru_job set lock_owner_ = 'me', rev_ = 2 where id_ = 'job-of-fenced'")
                    .commit();
        }
        assertThat(logged()).as("the locks of jobs do not move").isEqualTo(1);
        try (Transaction deleting = entered(1)) {
            deleting.execute("delete from act_ru_job where id_ = 'job-of-fenced'")
                    .commit();
        }
        assertThat(logged()).isEqualTo(2);
        fence.log(false);
        try (Transaction after = entered(1)) {
            after.execute(INSERT).commit();
        }
        assertThat(logged()).isEqualTo(2);
    }

    @Test
    void workOnNobodysBehalfShouldBeLoggedAndNotWriteWhereTheTenantIsNot() throws SQLException {
        fence.log(true);
        TestDatabase.execute(TestDatabase.get().system(), INSERT);
        assertThat(logged()).isEqualTo(1);

        fence.close(1);

        try (Transaction system = Transaction.of(TestDatabase.get().system())) {
            assertThat(system.error("update act_ru_job set retries_ = 3 where id_ = 'job-of-fenced'"))
                    .isEqualTo(REFUSED);
            assertThat(system.update("delete from act_ru_job where id_ = 'job-of-fenced'"))
                    .as("a clean-up goes on")
                    .isEqualTo(1);
            assertThat(system.update(
                            "update act_ru_job set lock_owner_ = 'me' where tenant_id_ = '" + TestDatabase.ACME + "'"))
                    .isNotNegative();
        }
    }

    @Test
    void aWriterOnNobodysBehalfShouldBeWaitedFor() throws SQLException {
        try (Transaction system = Transaction.of(TestDatabase.get().system())) {
            system.execute(INSERT);
            fence.log(true);
            Fence.Writers writers = fence.writers();

            assertThat(writers.await(Duration.ofMillis(200))).isFalse();
            system.commit();
            assertThat(writers.await(Duration.ofSeconds(5))).isTrue();
        }
    }

    private static long logged() throws SQLException {
        try (Transaction system = Transaction.of(TestDatabase.get().system())) {
            return system.count(
                    "move_log where tenant_id = 'fenced' and table_name = 'act_ru_job' and key = '{job-of-fenced}'");
        }
    }
}
