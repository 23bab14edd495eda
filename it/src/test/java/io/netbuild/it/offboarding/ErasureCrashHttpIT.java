package io.netbuild.it.offboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Databases;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.TestTenant;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Erasures that are broken off: nothing is left of the tenant all the same. */
class ErasureCrashHttpIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Keeps erasures from going past a point until it is closed. */
    private static Connection gate(String point) throws SQLException {
        Connection gate = Databases.system();
        Databases.execute(
                gate, "select pg_advisory_lock(hashtextextended('netbuild.erasure.at:%s', 0))".formatted(point));
        return gate;
    }

    /** @return the process of PostgreSQL that serves who waits */
    private static String awaitSomebody(Connection gate) {
        return await("somebody at the gate")
                .atMost(PATIENCE)
                .until(
                        () -> Databases.column(
                                gate,
                                "select pid from pg_locks where locktype = 'advisory' and not granted and mode = 'ShareLock'"),
                        found -> !found.isEmpty())
                .get(0);
    }

    @ParameterizedTest
    @CsvSource({"COUNTING, SHARED", "DROPPING, DATABASE", "CERTIFYING, SCHEMA"})
    void anErasureShouldGoOnAfterItsConnectionWasCut(String point, String isolation)
            throws SQLException, GeneralSecurityException {
        TestTenant tenant = Leaving.tenant("cut", isolation);
        try (Connection gate = gate(point)) {
            Leaving.begin(tenant, null);
            String somebody = awaitSomebody(gate);

            Answer late = tenant.resource().delete("/offboarding").expect(409);
            assertThat(late.text("detail")).contains("cannot be cancelled any more");
            cut(somebody);
            await("its failure").atMost(PATIENCE).until(() -> attempts(tenant) > 0);
        }

        JsonNode signed = SignedCertificate.verified(Leaving.certificate(tenant));

        assertThat(signed.path("rowsBefore").asLong()).isGreaterThan(100);
        assertThat(Leaving.left(tenant)).isEmpty();
    }

    private static void cut(String process) throws SQLException {
        try (Connection admin = Stack.server().postgres().connectAsSuperuser("netbuild")) {
            Databases.execute(admin, "select pg_terminate_backend(%s)".formatted(process));
        }
    }

    private static int attempts(TestTenant tenant) {
        return tenant.resource()
                .get("/offboarding")
                .expect(200)
                .json()
                .path("attempts")
                .asInt();
    }

    @Test
    void anErasureShouldGoOnAfterTheServerWasKilled() throws SQLException, GeneralSecurityException {
        TestTenant tenant = Leaving.tenant("killed", "SCHEMA");
        try (Connection gate = gate("DELETING")) {
            Leaving.begin(tenant, null);
            awaitSomebody(gate);
            Stack.server().kill();
        }
        Stack.server().restart();

        JsonNode signed = SignedCertificate.verified(Leaving.certificate(tenant));

        assertThat(signed.path("rowsBefore").asLong()).isGreaterThan(100);
        assertThat(Leaving.left(tenant)).isEmpty();
    }
}
