package io.netbuild.it.move;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.it.tenants.TestTenant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Eight clients work on a tenant that moves, and eight on two others. */
class MoveLoadHttpIT {

    private static Clients clients(TestTenant tenant, int count, boolean moving) {
        return Clients.of(count, List.of(tenant.engine()), moving);
    }

    @Test
    void nothingShouldBeLostOrDoubledAndNeighboursShouldNotBeRefused() throws Exception {
        TestTenant tenant = TestTenant.shared("move-busy").create();
        TestTenant shared = TestTenant.shared("move-beside").create();
        TestTenant schema = TestTenant.schema("move-apart").create();

        try (Clients own = clients(tenant, 8, true);
                Clients beside = clients(shared, 4, false);
                Clients apart = clients(schema, 4, false)) {
            for (String next : List.of("SCHEMA", "DATABASE", "SHARED")) {
                JsonNode moved = Moving.move(tenant, next);
                System.out.println("[move] to %s under load: frozen %d ms, %d rows copied, %d again"
                        .formatted(
                                next,
                                moved.path("freezeMillis").asLong(),
                                moved.path("rowsCopied").asLong(),
                                moved.path("rowsChanged").asLong()));
            }

            int done = own.stop();
            int others = beside.stop() + apart.stop();
            System.out.println("[move] instances meanwhile: %d, of others %d".formatted(done, others));
            assertThat(done).isGreaterThan(50);
        }
    }
}
