package io.netbuild.it.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netbuild.dev.NetBuildServer;
import io.netbuild.dev.Node;
import io.netbuild.it.jobs.ManyJobs;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Databases;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.Engine;
import io.netbuild.it.tenants.People;
import io.netbuild.it.tenants.TestModels;
import io.netbuild.it.tenants.TestTenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two nodes, of which the second believes that it is a minute and a half later than it is. */
class ClocksHttpIT {

    private static final Duration AHEAD = Duration.ofSeconds(90);
    private static final Duration LOCK_TIME = Duration.ofSeconds(6);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int JOBS = 1_500;

    private static NetBuildServer server;
    private static Api one;
    private static Api two;

    @BeforeAll
    static void start() {
        server = Faketime.ahead(Stack.twoNodes("clocks"), 2, AHEAD)
                .systemProperty("netbuild.jobs.lock-time", LOCK_TIME.toString())
                .start();
        one = Api.operatorOf(server).at(node(1).httpUrl());
        two = one.at(node(2).httpUrl());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static Node node(int number) {
        return server.nodes().get(number - 1);
    }

    private static Engine engine(Api node, TestTenant tenant) {
        return new Engine(node.under("/t/" + tenant + "/engine-rest"));
    }

    private static TestTenant tenant(String id) {
        TestTenant tenant = TestTenant.shared(id);
        one.post("/api/tenants", tenant.wish()).expect(201);
        await("the other node")
                .atMost(PATIENCE)
                .until(() -> two.get("/t/" + tenant + "/engine-rest/task").status() == 200);
        return tenant;
    }

    private static Connection database() throws SQLException {
        return server.postgres().connectAsSuperuser("netbuild");
    }

    private static double metric(int node, String name) {
        return one.at(node(node).httpUrl())
                .get("/metrics")
                .expect(200)
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void aNodeShouldSayHowFarItIsOff() {
        assertThat(metric(1, "netbuild_clock_correction_seconds")).isZero();
        assertThat(metric(2, "netbuild_clock_correction_seconds")).isBetween(-91.0, -89.0);
    }

    @Test
    void aTimerOfTheNodeThatIsAheadShouldNotBeLate() throws SQLException {
        TestTenant tenant = tenant("clock-timer");
        engine(two, tenant).deploy(List.of(TestModels.timer()));

        String instance = engine(two, tenant).start(TestModels.TIMER, "timer", Map.of("wait", "PT2S"));

        engine(one, tenant).awaitEnd(instance);
        try (Connection database = database()) {
            assertThat(Databases.number(
                            database,
                            "select abs(extract(epoch from (end_time_ - start_time_))::int) + abs(extract(epoch from (localtimestamp - end_time_))::int)"
                                    + " from shared.act_hi_procinst where id_ = '" + instance + "'"))
                    .as("seconds that it ran, and since then")
                    .isLessThan(AHEAD.toSeconds() / 2);
        }
    }

    @Test
    void aTaskThatAWorkerHasLockedShouldStayLockedOnTheOtherNode() {
        TestTenant tenant = tenant("clock-worker");
        engine(one, tenant).deploy(List.of(TestModels.external()));
        engine(one, tenant).start(TestModels.EXTERNAL);

        assertThat(fetched(one, tenant, "first")).hasSize(1);

        assertThat(fetched(two, tenant, "second")).isEmpty();
    }

    private static List<String> fetched(Api node, TestTenant tenant, String worker) {
        return node.post(
                        "/t/" + tenant + "/engine-rest/external-task/fetchAndLock",
                        Map.of(
                                "workerId",
                                worker,
                                "maxTasks",
                                5,
                                "topics",
                                List.of(Map.of("topicName", TestModels.EXTERNAL, "lockDuration", 60_000))))
                .expect(200)
                .ids();
    }

    @Test
    void aSessionShouldBeOfUseOnBoth() {
        TestTenant tenant = tenant("clock-session");
        one.post(
                        "/api/users",
                        Map.of(
                                "id",
                                "cleo",
                                "displayName",
                                "Cleo",
                                "email",
                                "cleo@clock.example",
                                "password",
                                People.PASSWORD))
                .expect(201);
        one.put("/api/tenants/" + tenant + "/members/cleo", Map.of("role", "tenant-admin"))
                .expect(200);
        for (int number : new int[] {1, 2}) {
            Answer signedIn = Api.anonymous()
                    .at(node(number).httpUrl())
                    .post("/api/sessions", Map.of("username", "cleo", "password", People.PASSWORD))
                    .expect(201);
            Api browser = People.browser(signedIn);

            for (int other : new int[] {1, 2}) {
                browser.at(node(other).httpUrl()).get("/engine-rest/task").expect(200);
            }
        }
    }

    @Test
    void jobsShouldBeRunOnceAlsoWhenANodeWasAwayForLongerThanItsLocks() throws SQLException {
        TestTenant tenant = tenant("clock-flood");
        String template = ManyJobs.template(engine(one, tenant));
        double before = metric(1, "netbuild_jobs_seconds_count") + metric(2, "netbuild_jobs_seconds_count");
        try (Connection database = database()) {
            ManyJobs.pour(database, template, JOBS);
            await("both nodes to be at work")
                    .atMost(PATIENCE)
                    .until(() -> metric(1, "netbuild_jobs_seconds_count") > 50
                            && metric(2, "netbuild_jobs_seconds_count") > 50);

            node(2).pause();
            try {
                await("more than the locks")
                        .pollDelay(LOCK_TIME.plusSeconds(3))
                        .atMost(PATIENCE)
                        .until(() -> true);
            } finally {
                node(2).resume();
            }

            await("all jobs")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> Databases.number(
                                    database, "select count(*) from shared.act_ru_job where tenant_id_ = 'clock-flood'")
                            == 1);
            assertThat(
                            Databases.column(
                                    database,
                                    "select count(*) || ' ' || count(distinct job_id_) from shared.act_hi_job_log where tenant_id_ = 'clock-flood' and job_state_ = 2"))
                    .as("successes and jobs")
                    .containsExactly(JOBS + " " + JOBS);
        }
        double runs = metric(1, "netbuild_jobs_seconds_count") + metric(2, "netbuild_jobs_seconds_count") - before;
        assertThat(runs)
                .as("runs of jobs, of which those may have been in vain that the node was in when it was stopped")
                .isBetween((double) JOBS, JOBS + 12.0);
    }
}
