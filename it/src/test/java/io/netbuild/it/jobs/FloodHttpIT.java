package io.netbuild.it.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netbuild.dev.NetBuildServer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.TwoNodes;
import io.netbuild.it.tenants.Engine;
import io.netbuild.it.tenants.TestModels;
import io.netbuild.it.tenants.TestTenant;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ten thousand jobs of one tenant that are due at the same moment, two nodes, of which one dies in the middle, and a neighbour with little to do. */
class FloodHttpIT {

    private static final TestTenant FLOOD = TestTenant.shared("flood");
    private static final TestTenant QUIET = TestTenant.shared("flood-neighbour");
    private static final int JOBS = 10_000;
    private static final int QUIET_JOBS = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** Far less than the flood takes, and far more than a turn. */
    private static final Duration UNDISTURBED = Duration.ofSeconds(5);

    private static NetBuildServer server;

    @BeforeAll
    static void start() {
        server = TwoNodes.server();
        for (TestTenant tenant : List.of(FLOOD, QUIET)) {
            Api.operatorOf(server).post("/api/tenants", tenant.wish()).expect(201);
        }
        engine(QUIET).deploy(List.of(TestModels.timer()));
    }

    private static Engine engine(TestTenant tenant) {
        return new Engine(Api.operatorOf(server).under("/t/" + tenant + "/engine-rest"));
    }

    private static String query(String sql) {
        try (Connection connection = server.postgres().connectAsSuperuser("netbuild");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static int ended() {
        return Integer.parseInt(query(
                "select count(*) from shared.act_hi_procinst where tenant_id_ = 'flood' and end_time_ is not null"));
    }

    private static double jobsRunBy(int node) {
        return Api.operatorOf(server)
                .at(server.nodes().get(node - 1).httpUrl())
                .get("/metrics")
                .expect(200)
                .body()
                .lines()
                .filter(line ->
                        line.startsWith("netbuild_jobs_seconds_count") && line.contains("tenant=\"" + FLOOD + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static void pour() throws SQLException {
        String template = ManyJobs.template(engine(FLOOD));
        try (Connection connection = server.postgres().connectAsSuperuser("netbuild")) {
            ManyJobs.pour(connection, template, JOBS);
        }
    }

    @Test
    void aFloodShouldNeitherDelayOthersNorLoseAJobWhenANodeDies() throws Exception {
        pour();
        await("both nodes to be at work").atMost(PATIENCE).until(() -> jobsRunBy(1) > 100 && jobsRunBy(2) > 100);
        for (int i = 0; i < QUIET_JOBS; i++) {
            engine(QUIET).start(TestModels.TIMER, "quiet", Map.of("wait", "PT0S"));
            if (i == QUIET_JOBS / 2) {
                server.nodes().get(1).kill();
            }
        }
        int endedMeanwhile = ended();

        await("all jobs of the flood")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> ended() == JOBS);

        assertThat(endedMeanwhile)
                .as("of the flood while the neighbour was measured")
                .isLessThan(JOBS);
        await("the neighbour's jobs").atMost(PATIENCE).until(() -> query(
                        "select count(*) from shared.act_hi_procinst where business_key_ = 'quiet' and end_time_ is not null")
                .equals("" + QUIET_JOBS));
        double slowest = Double.parseDouble(
                query(
                        "select extract(epoch from percentile_disc(0.9) within group (order by end_time_ - start_time_)) from shared.act_hi_procinst where business_key_ = 'quiet'"));
        assertThat(Duration.ofMillis((long) (slowest * 1000)))
                .as("nine of ten of the neighbour's")
                .isLessThan(UNDISTURBED);
        assertThat(
                        query(
                                "select count(*) || ' ' || count(distinct job_id_) from shared.act_hi_job_log where tenant_id_ = 'flood' and job_state_ = 2"))
                .as("successes and jobs")
                .isEqualTo(JOBS + " " + JOBS);
        assertThat(query("select count(*) from shared.act_ru_job where tenant_id_ = 'flood'"))
                .as("jobs that are left, which is that of the template")
                .isEqualTo("1");
    }
}
