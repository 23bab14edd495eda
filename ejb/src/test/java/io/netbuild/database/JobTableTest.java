package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.job.JobTable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Acquisition in the shared schema, by jobs that nobody is going to run. */
class JobTableTest {

    private static final Duration LOCK = Duration.ofMinutes(5);
    private static final JobTable.Outlook NOTHING = new JobTable.Outlook(false, Optional.empty());

    private final TestDatabase database = TestDatabase.get();
    private int made;

    @BeforeEach
    @AfterEach
    void removeJobs() throws SQLException {
        try (Transaction system = Transaction.of(database.system())) {
            system.execute("delete from act_ru_job").commit();
        }
    }

    private void jobs(@Nullable String tenant, int count, String columns, String values) throws SQLException {
        try (Transaction system = Transaction.of(database.system())) {
            for (int i = 0; i < count; i++) {
                system.execute(
                        "insert into act_ru_job (id_, type_, retries_, suspension_state_, exclusive_, tenant_id_%s) values ('%s', 'message', 3, 1, false, %s%s)"
                                .formatted(
                                        columns,
                                        tenant + "-" + made++,
                                        tenant == null ? "null" : "'" + tenant + "'",
                                        values));
            }
            system.commit();
        }
    }

    private void due(String tenant, int count) throws SQLException {
        jobs(tenant, count, "", "");
    }

    private List<String> lock(int perTenant, int limit, Map<String, Integer> held) throws SQLException {
        return lock(new JobTable.Wanted(true, perTenant, limit, held, null));
    }

    private List<String> lock(JobTable.Wanted wanted) throws SQLException {
        try (Transaction system = Transaction.of(database.system())) {
            List<String> locked = JobTable.lock(system.connection(), wanted, "me", LOCK).stream()
                    .map(JobTable.Locked::id)
                    .toList();
            system.commit();
            return locked;
        }
    }

    private long ofTenant(List<String> ids, String tenant) {
        return ids.stream().filter(id -> id.startsWith(tenant + "-")).count();
    }

    @Test
    void aFloodShouldLeaveRoomForTheOther() throws SQLException {
        due(TestDatabase.ACME, 200);
        due(TestDatabase.BETA, 1);

        List<String> locked = lock(8, 8, Map.of());

        assertThat(locked).hasSize(8);
        assertThat(ofTenant(locked, TestDatabase.BETA)).isOne();
    }

    @Test
    void nobodyShouldGetMoreThanMayBeHere() throws SQLException {
        due(TestDatabase.ACME, 20);

        assertThat(lock(8, 100, Map.of(TestDatabase.ACME, 5))).hasSize(3);
        assertThat(lock(8, 100, Map.of(TestDatabase.ACME, 9))).isEmpty();
    }

    @Test
    void whoHasTheLeastHereShouldBeFirst() throws SQLException {
        due(TestDatabase.ACME, 5);
        due(TestDatabase.BETA, 5);

        List<String> locked = lock(8, 3, Map.of(TestDatabase.ACME, 3));

        assertThat(ofTenant(locked, TestDatabase.BETA)).isEqualTo(3);
    }

    @Test
    void sharesShouldBeThoseOfTheTiersWeights() throws SQLException {
        due(TestDatabase.ACME, 50);
        due(TestDatabase.BETA, 50);
        try (Transaction system = Transaction.of(database.system())) {
            system.execute("update netbuild.tenants set tier = 'TRIAL' where id = '" + TestDatabase.ACME + "'");
            system.execute("update netbuild.tenants set tier = 'ENTERPRISE' where id = '" + TestDatabase.BETA + "'");

            List<String> locked =
                    JobTable.lock(system.connection(), new JobTable.Wanted(true, 50, 18, Map.of(), null), "me", LOCK)
                            .stream()
                            .map(JobTable.Locked::id)
                            .toList();

            assertThat(ofTenant(locked, TestDatabase.BETA)).isEqualTo(16);
            assertThat(ofTenant(locked, TestDatabase.ACME)).isEqualTo(2);
        } // not committed
    }

    @Test
    void withinATenantPriorityShouldCountBeforeDueDate() throws SQLException {
        jobs(TestDatabase.ACME, 1, ", duedate_, priority_", ", localtimestamp - interval '1 hour', 0");
        jobs(TestDatabase.ACME, 1, ", duedate_, priority_", ", localtimestamp - interval '1 minute', 10");
        jobs(TestDatabase.ACME, 1, ", duedate_, priority_", ", localtimestamp + interval '1 hour', 100");

        assertThat(lock(8, 1, Map.of())).containsExactly(TestDatabase.ACME + "-1");
        assertThat(lock(8, 1, Map.of())).containsExactly(TestDatabase.ACME + "-0");
        assertThat(lock(8, 1, Map.of())).isEmpty();
    }

    @Test
    void exclusiveJobsShouldNotRunBesideEachOther() throws SQLException {
        jobs(TestDatabase.ACME, 1, ", process_instance_id_", ", 'p'");
        try (Transaction system = Transaction.of(database.system())) {
            system.execute("update act_ru_job set exclusive_ = true").commit();
        }
        assertThat(lock(8, 8, Map.of())).hasSize(1);
        jobs(TestDatabase.ACME, 1, ", process_instance_id_", ", 'p'");
        jobs(TestDatabase.ACME, 1, ", process_instance_id_", ", 'q'");
        try (Transaction system = Transaction.of(database.system())) {
            system.execute("update act_ru_job set exclusive_ = true").commit();
        }

        assertThat(lock(8, 8, Map.of())).containsExactly(TestDatabase.ACME + "-2");
    }

    @Test
    void locksShouldHoldUntilTheyHaveRunOut() throws SQLException {
        due(TestDatabase.ACME, 1);
        assertThat(lock(8, 8, Map.of())).hasSize(1);
        assertThat(lock(8, 8, Map.of())).isEmpty();

        try (Transaction system = Transaction.of(database.system())) {
            assertThat(JobTable.outlook(system.connection()).next())
                    .hasValueSatisfying(next -> assertThat(next).isBetween(LOCK.minusSeconds(30), LOCK));
            system.execute("update act_ru_job set lock_exp_time_ = localtimestamp - interval '1 second'")
                    .commit();
        }

        assertThat(lock(8, 8, Map.of())).hasSize(1);
    }

    @Test
    void jobsOfUnknownDeploymentsShouldBeLeftAloneWhenThatMatters() throws SQLException {
        jobs(TestDatabase.ACME, 1, ", deployment_id_", ", 'known'");
        jobs(TestDatabase.ACME, 1, ", deployment_id_", ", 'unknown'");
        due(TestDatabase.ACME, 1);

        assertThat(lock(new JobTable.Wanted(true, 8, 8, Map.of(), Set.of("known"))))
                .containsExactlyInAnyOrder(TestDatabase.ACME + "-0", TestDatabase.ACME + "-2");
    }

    @Test
    void thePlatformsOwnJobsShouldBeTaken() throws SQLException {
        jobs(null, 1, "", "");

        assertThat(lock(8, 8, Map.of())).hasSize(1);
    }

    @Test
    void tenantsThatMayNotWorkShouldNotCount() throws SQLException {
        due(TestDatabase.ACME, 1);
        try (Transaction system = Transaction.of(database.system())) {
            system.execute("update netbuild.tenants set status = 'SUSPENDED' where id = '" + TestDatabase.ACME + "'");

            assertThat(JobTable.lock(system.connection(), new JobTable.Wanted(true, 8, 8, Map.of(), null), "me", LOCK))
                    .isEmpty();
            assertThat(JobTable.outlook(system.connection())).isEqualTo(NOTHING);
        }
    }

    @Test
    void nextShouldBeTheEarliestOfAllTenants() throws SQLException {
        try (Transaction system = Transaction.of(database.system())) {
            assertThat(JobTable.outlook(system.connection())).isEqualTo(NOTHING);
        }
        jobs(TestDatabase.ACME, 1, ", duedate_", ", localtimestamp + interval '2 hours'");
        jobs(TestDatabase.BETA, 1, ", duedate_", ", localtimestamp + interval '1 hour'");
        try (Transaction system = Transaction.of(database.system())) {
            JobTable.Outlook outlook = JobTable.outlook(system.connection());
            assertThat(outlook.left()).isFalse();
            assertThat(outlook.next()).hasValueSatisfying(JobTableTest::isInAnHour);
        }
    }

    private static void isInAnHour(Duration next) {
        assertThat(next).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "localtimestamp - interval '1 second'"})
    void whatIsDueShouldNotHideWhatIsGoingToBe(String due) throws SQLException {
        jobs(TestDatabase.ACME, 3, ", duedate_", ", " + due);
        jobs(TestDatabase.BETA, 1, ", duedate_", ", localtimestamp + interval '1 hour'");
        try (Transaction system = Transaction.of(database.system())) {
            JobTable.Outlook outlook = JobTable.outlook(system.connection());
            assertThat(outlook.left()).isTrue();
            assertThat(outlook.next()).hasValueSatisfying(JobTableTest::isInAnHour);
        }
    }

    @Test
    void jobsOfOthersShouldBeToldOfAndOwnOnesNot() throws SQLException {
        try (Transaction listener = Transaction.of(database.system())) {
            listener.execute("listen netbuild_jobs").commit();
            due(TestDatabase.ACME, 1);
            try (Transaction own = Transaction.of(database.system())) {
                own.execute("set local app.job_hints = 'on'");
                own.execute("update act_ru_job set duedate_ = localtimestamp").commit();
            }

            listener.execute("select 1").commit();
            PGNotification[] heard =
                    listener.connection().unwrap(PGConnection.class).getNotifications(1000);

            assertThat(heard).hasSize(1);
            assertThat(heard[0].getParameter()).isEqualTo("sql default=0");
        }
    }

    @Test
    void everythingPendingShouldBeFoundByOneStatement() throws SQLException {
        due(TestDatabase.ACME, 1);
        try (Transaction gamma = Transaction.of(database.system())) {
            gamma.execute(
                            "insert into tenant_gamma.act_ru_job (id_, type_, retries_, suspension_state_, exclusive_, tenant_id_, duedate_) values ('far', 'timer', 3, 1, false, 'gamma', localtimestamp + interval '1 hour')")
                    .execute("delete from tenant_gamma.act_ru_job where id_ <> 'far'");
            assertThat(
                            gamma.column(
                                    "select engine || ' ' || (next_job <= 0) from netbuild.fn_pending_work() where next_job is not null order by 1"))
                    .contains("default true", "gamma false");
        } // not committed
    }
}
