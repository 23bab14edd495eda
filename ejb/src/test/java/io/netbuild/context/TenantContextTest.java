package io.netbuild.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;

class TenantContextTest {

    private static final BoundTenant RED = BoundTenants.shared("red");
    private static final BoundTenant BLUE = BoundTenants.shared("blue");

    @Test
    void withoutAScopeThereShouldBeNoTenant() {
        assertThat(TenantContext.tenant()).isEmpty();
        assertThatThrownBy(TenantContext::requireTenant)
                .isInstanceOfSatisfying(
                        NetBuildException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_TENANT));
    }

    @Test
    void aScopeShouldEndWhereItIsClosed() {
        try (TenantContext.Entered scope = TenantContext.enter(RED)) {
            assertThat(TenantContext.requireTenant()).isEqualTo(RED);
            assertThat(MDC.get("tenant")).isEqualTo("red");
        }

        assertThat(TenantContext.scope()).isEmpty();
        assertThat(MDC.get("tenant")).isNull();
    }

    @Test
    void aSecondDifferentTenantShouldBeAnErrorThatLeavesTheFirst() {
        try (TenantContext.Entered scope = TenantContext.enter(RED)) {
            assertThatThrownBy(() -> TenantContext.enter(BLUE))
                    .isInstanceOfSatisfying(
                            NetBuildException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
                    .hasMessageNotContaining("red");

            assertThat(TenantContext.requireTenant()).isEqualTo(RED);
        }
    }

    @Test
    void theSystemScopeShouldNotOpenInsideATenants() {
        try (TenantContext.Entered scope = TenantContext.enter(RED)) {
            assertThatThrownBy(() -> TenantContext.enterSystem("test")).isInstanceOf(NetBuildException.class);
        }
    }

    @Test
    void theSystemScopeShouldHaveNoTenant() {
        try (TenantContext.Entered scope = TenantContext.enterSystem("test")) {
            assertThat(TenantContext.tenant()).isEmpty();
            assertThat(TenantContext.scope()).containsInstanceOf(Scope.OfSystem.class);
        }
    }

    @Test
    void enteringTheSameTenantAgainShouldNotEndTheOuterScope() {
        try (TenantContext.Entered outer = TenantContext.enter(RED)) {
            TenantContext.enter(RED).close();

            assertThat(TenantContext.requireTenant()).isEqualTo(RED);
        }
    }

    @Test
    void anotherThreadShouldNotBeInTheScope() {
        try (TenantContext.Entered scope = TenantContext.enter(RED)) {
            assertThat(CompletableFuture.supplyAsync(TenantContext::tenant).join())
                    .isEmpty();
        }
    }
}
