package io.netbuild.it.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.it.stack.Answer;
import io.netbuild.it.tenants.TestTenant;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What those notice who work on a tenant while it stands still, for longer than a request waits. */
class FrozenTenantHttpIT {

    /** {@code netbuild.move.wait}. */
    private static final Duration WAIT = Duration.ofSeconds(3);

    @Test
    void requestsShouldWaitAndThenBeToldToComeBack() throws SQLException {
        TestTenant tenant = Traveller.working("frozen");
        TestTenant neighbour = Traveller.working("frozen-neighbour");

        String move;
        Answer refused;
        Duration waited;
        Answer dryRun;
        CompletableFuture<Answer> waiting;
        try (Gate gate = Gate.at("FROZEN")) {
            move = Moving.begin(tenant, "SCHEMA");
            gate.awaitSomebody();
            long begin = System.nanoTime();
            refused = tenant.engine().tryStart("simple", "refused", Map.of());
            waited = Duration.ofNanos(System.nanoTime() - begin);
            neighbour.engine().start("simple");
            dryRun = tenant.resource().post("/moves", Moving.wish("DATABASE", true));
            waiting = CompletableFuture.supplyAsync(() -> tenant.engine().tryStart("simple", "waited", Map.of()));
        }
        Moving.done(tenant.resource(), move);

        assertThat(refused.status()).as("%s", refused).isEqualTo(503);
        assertThat(waited).isGreaterThanOrEqualTo(WAIT);
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
