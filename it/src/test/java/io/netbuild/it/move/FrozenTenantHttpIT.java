package io.netbuild.it.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.it.stack.Answer;
import io.netbuild.it.tenants.TestTenant;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What those notice who work on a tenant while it stands still, for longer than a request waits. */
class FrozenTenantHttpIT {

    @Test
    void requestsShouldWaitAndThenBeToldToComeBack() throws SQLException, InterruptedException {
        TestTenant tenant = Traveller.working("frozen");
        TestTenant neighbour = Traveller.working("frozen-neighbour");

        String move;
        Answer refused;
        Answer dryRun;
        CompletableFuture<Answer> waiting;
        try (Gate gate = Gate.at("FROZEN")) {
            move = Moving.begin(tenant, "SCHEMA");
            gate.awaitSomebody();
            refused = tenant.engine().tryStart("simple", "refused", Map.of());
            neighbour.engine().start("simple");
            dryRun = tenant.resource().post("/moves", Moving.wish("DATABASE", true));
            waiting = CompletableFuture.supplyAsync(() -> tenant.engine().tryStart("simple", "waited", Map.of()));
            TimeUnit.MILLISECONDS.sleep(500); // long for a start, short for one who waits
            assertThat(waiting).isNotDone();
        }
        Moving.done(tenant.resource(), move);

        assertThat(refused.status()).as("%s", refused).isEqualTo(503);
        assertThat(Integer.parseInt(refused.header("Retry-After").orElseThrow()))
                .isPositive();
        assertThat(dryRun.status()).as("%s", dryRun).isEqualTo(409);
        assertThat(dryRun.text("code")).isEqualTo("tenant-not-ready");
        waiting.join().expect(200);
        assertThat(tenant.engine().count("businessKey=refused")).isZero();
        assertThat(tenant.engine().count("businessKey=waited")).isEqualTo(1);
        assertThat(tenant.resource().get("").text("isolation")).isEqualTo("SCHEMA");
    }
}
