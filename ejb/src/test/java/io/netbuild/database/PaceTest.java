package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.rows.Pace;
import java.sql.SQLException;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.junit.jupiter.api.Test;

class PaceTest {

    @Test
    void aTenantShouldChangeAsMuchAsItDidInTheLastMinute() throws SQLException {
        TenantEngine tenant = new TenantEngine("paced", Neighbours.SHARED.here().engine()).withGrants();
        ProcessDefinition definition = tenant.deploy(Models.userTask());
        for (int i = 0; i < 10; i++) {
            tenant.start(definition);
        }

        try (Transaction transaction = Transaction.ofAdmin()) {
            transaction.execute("set local search_path = shared");
            long busy = Pace.changesPerSecond(transaction.connection(), "paced");
            assertThat(busy).as("20 activities of 5 rows in 60 s, rounded up").isEqualTo(2);
            assertThat(Pace.changesPerSecond(transaction.connection(), "nobody"))
                    .isZero();

            transaction.execute(
                    "set local session_replication_role = replica;"
                            + " update act_hi_actinst set start_time_ = start_time_ - interval '2 minutes' where tenant_id_ = 'paced'");
            assertThat(Pace.changesPerSecond(transaction.connection(), "paced")).isZero();
        }
    }
}
