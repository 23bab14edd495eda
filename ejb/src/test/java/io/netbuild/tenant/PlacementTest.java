package io.netbuild.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.kernel.Isolation;
import io.netbuild.kernel.TenantId;
import org.junit.jupiter.api.Test;

class PlacementTest {

    private static final TenantId ACME = new TenantId("acme-eu");

    @Test
    void sharedTenantsShouldLiveTogether() {
        assertThat(Placement.of(ACME, Isolation.SHARED, "default")).isEqualTo(Placement.SHARED);
    }

    @Test
    void aSchemaShouldBeInTheMainDatabase() {
        assertThat(Placement.of(ACME, Isolation.SCHEMA, "default"))
                .isEqualTo(new Placement(
                        Isolation.SCHEMA,
                        "acme-eu",
                        "tenant-acme-eu",
                        "default",
                        "netbuild",
                        "tenant_acme_eu",
                        "tenant_acme_eu"));
    }

    @Test
    void aDatabaseShouldBeOnTheServerAskedFor() {
        assertThat(Placement.of(ACME, Isolation.DATABASE, "eu1"))
                .isEqualTo(new Placement(
                        Isolation.DATABASE,
                        "acme-eu",
                        "tenant-acme-eu",
                        "eu1",
                        "tenant_acme_eu",
                        "engine",
                        "tenant_acme_eu"));
    }
}
