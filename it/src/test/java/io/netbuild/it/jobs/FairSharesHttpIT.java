package io.netbuild.it.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Databases;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.Engine;
import io.netbuild.it.tenants.TestTenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Eight tenants, two of each tier, who all have the same great number of jobs that are due at the same moment: their tiers say who gets how much. */
class FairSharesHttpIT {

    /** Whose jobs count 1, 2, 4 and 8. */
    private static final List<String> TIERS = List.of("TRIAL", "STARTER", "GROWTH", "ENTERPRISE");

    private static final int JOBS = 400;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** How many of each tier's tenants had run when the first tenant had none left. */
    private static final String RUN =
            """
            with ended as (
                select t.tier, h.tenant_id_ as tenant, h.end_time_
                from shared.act_hi_procinst h join netbuild.tenants t on t.id = h.tenant_id_
                where t.id like 'share-%' and h.end_time_ is not null
            ), first as (
                select min(last) as at from (select max(end_time_) as last from ended group by tenant) tenants
            )
            select ended.tier || ' ' || count(*) from ended, first where ended.end_time_ <= first.at group by ended.tier
            """;

    private static final String LEFT =
            "select count(*) from shared.act_hi_procinst where tenant_id_ like 'share-%' and business_key_ = 'template' and end_time_ is null";

    private static List<TestTenant> tenants() {
        List<TestTenant> tenants = new ArrayList<>();
        for (String tier : TIERS) {
            for (int i = 1; i <= 2; i++) {
                TestTenant tenant = TestTenant.shared("share-%s-%d".formatted(tier.toLowerCase(), i));
                Api.operator()
                        .post("/api/tenants", tenant.wish().put("tier", tier))
                        .expect(201);
                tenants.add(tenant);
            }
        }
        return tenants;
    }

    @Test
    void jobsShouldBeRunByTheWeightsOfTheTiers() throws SQLException {
        List<TestTenant> tenants = tenants();
        Map<String, Integer> run = new HashMap<>();
        try (Connection database = Stack.server().postgres().connectAsSuperuser("netbuild")) {
            database.setAutoCommit(false);
            for (TestTenant tenant : tenants) {
                Engine engine = tenant.engineForOperator();
                ManyJobs.pour(database, ManyJobs.template(engine), JOBS);
            }
            database.commit(); // all begin at once
            await("all jobs")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        long left = Databases.number(database, LEFT);
                        database.commit();
                        return left == tenants.size(); // the templates
                    });
            for (String tier : Databases.column(database, RUN)) {
                run.put(tier.split(" ")[0], Integer.valueOf(tier.split(" ")[1]));
            }
        }

        // a little less than twice as much each time: threads are few, and those who have the most of them share them
        // with the last
        int enterprise = run.getOrDefault("ENTERPRISE", 0);
        int growth = run.getOrDefault("GROWTH", 0);
        int starter = run.getOrDefault("STARTER", 0);
        int trial = run.getOrDefault("TRIAL", 0);
        assertThat(trial).as("nobody starves: %s", run).isGreaterThan(10);
        assertThat(starter).as("%s", run).isGreaterThan((int) (1.2 * trial));
        assertThat(growth).as("%s", run).isGreaterThan((int) (1.5 * starter));
        assertThat(enterprise).as("%s", run).isGreaterThan((int) (1.5 * growth));
    }
}
