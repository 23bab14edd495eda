package io.netbuild.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netbuild.context.BoundTenant;
import io.netbuild.context.BoundTenants;
import io.netbuild.fairness.FairPermits;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionBudgetTest {

    private static final BoundTenant ONE = BoundTenants.shared("one");
    private static final BoundTenant OTHER = BoundTenants.shared("other");

    private final ConnectionBudget budget = new ConnectionBudget("eu", 3, Duration.ofMillis(20));

    private static void assertRefused(NetBuildException e, String reason, int limit) {
        assertThat(e.code()).isEqualTo(ErrorCode.TENANT_UNAVAILABLE);
        assertThat(e).hasMessageContaining(reason);
        assertThat(e.members()).containsEntry("limit", limit).containsKey("retryAfterSeconds");
    }

    @Test
    void tenantShouldHaveNoMoreThanItsTierSays() {
        budget.take(ONE, 1);

        assertThatThrownBy(() -> budget.take(ONE, 1))
                .isInstanceOfSatisfying(
                        NetBuildException.class, e -> assertRefused(e, "all 1 connections of its tier", 1));
        assertThat(budget.used()).isEqualTo(1);
    }

    @Test
    void tenantsShouldHaveNoMoreTogetherThanTheServerHas() {
        budget.take(ONE, 2);
        FairPermits.Permit second = budget.take(ONE, 2);
        budget.take(OTHER, 2);

        assertThatThrownBy(() -> budget.take(OTHER, 2))
                .isInstanceOfSatisfying(NetBuildException.class, e -> assertRefused(e, "server 'eu'", 3));
        second.close();

        budget.take(OTHER, 2);
        assertThat(budget.used()).isEqualTo(3);
        assertThat(budget.waiting()).isZero();
    }
}
