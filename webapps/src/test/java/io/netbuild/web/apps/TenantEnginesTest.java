package io.netbuild.web.apps;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.context.BoundTenant;
import io.netbuild.context.SessionLimits;
import io.netbuild.context.TenantContext;
import io.netbuild.kernel.TenantId;
import io.netbuild.kernel.Tier;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TenantEnginesTest {

    private static final BoundTenant ACME = new BoundTenant(
            new TenantId("acme"),
            Tier.TRIAL,
            "default",
            1,
            new SessionLimits(32, Duration.ofSeconds(10)),
            BoundTenant.Access.WRITE);

    private final TenantEngines engines = new TenantEngines();

    @Test
    void noEngineShouldBeFoundOutsideOfATenantsScope() {
        assertThat(engines.getProcessEngine("default")).isNull();
        assertThat(engines.getProcessEngine("acme")).isNull();
        assertThat(engines.getDefaultProcessEngine()).isNull();
        assertThat(engines.getProcessEngineNames()).isEmpty();
    }

    @Test
    void noEngineShouldBeFoundByAnotherTenantsName() {
        try (TenantContext.Entered scope = TenantContext.enter(ACME)) {
            assertThat(engines.getProcessEngine("other")).isNull();
            assertThat(engines.getProcessEngineNames()).containsExactly("acme");
        }
    }

    @Test
    void thePlatformItselfShouldHaveNoEngineHere() {
        try (TenantContext.Entered scope = TenantContext.enterSystem("test")) {
            assertThat(engines.getProcessEngine("default")).isNull();
            assertThat(engines.getProcessEngineNames()).isEmpty();
        }
    }
}
