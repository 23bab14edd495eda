package io.netbuild.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netbuild.context.BoundTenant;
import io.netbuild.context.SessionLimits;
import io.netbuild.context.TenantContext;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.Isolation;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.kernel.TenantStatus;
import io.netbuild.kernel.Tier;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TenantGateTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final RegistryLease LEASE =
            new RegistryLease(Duration.ofMinutes(1), System::nanoTime, InstantSource.system());

    private static Tenant tenant(TenantStatus status) {
        return new Tenant(
                ACME,
                ExternalKey.of("Acme", "acme.example"),
                "Acme",
                "Acme",
                "acme.example",
                Tier.GROWTH,
                status,
                null,
                Map.of(),
                Map.of(),
                Placement.SHARED,
                1,
                Instant.EPOCH,
                Instant.EPOCH,
                1);
    }

    private static TenantGate gate(TenantStatus status, boolean suspendedReads) {
        return gate(status, suspendedReads, true);
    }

    private static TenantGate gate(TenantStatus status, boolean suspendedReads, boolean certain) {
        return gate(() -> status, suspendedReads, certain, Duration.ofMillis(50));
    }

    private static TenantGate gate(
            Supplier<TenantStatus> status, boolean suspendedReads, boolean certain, Duration moveWait) {
        TenantDirectory directory = new TenantDirectory() {
            @Override
            public Entry get(TenantId id) {
                return new Entry(tenant(status.get()), certain);
            }
        };
        TierCatalogue tiers = new TierCatalogue() {
            @Override
            public TierProfile profile(Tier tier) {
                return new TierProfile(
                        tier, Isolation.SHARED, false, Map.of(), new SessionLimits(4, Duration.ofSeconds(30)), 1, 1, 1);
            }
        };
        return new TenantGate(directory, tiers, LEASE, tenant -> () -> {}, suspendedReads, moveWait);
    }

    private static void assertRefused(Runnable entrance, ErrorCode code) {
        assertThatThrownBy(entrance::run).isInstanceOfSatisfying(NetBuildException.class, e -> assertThat(e.code())
                .isEqualTo(code));
        assertThat(TenantContext.scope()).isEmpty();
    }

    @Test
    void anActiveTenantShouldNotWriteWhenItEntersToRead() {
        try (TenantContext.Entered scope = gate(TenantStatus.ACTIVE, false).enterToRead(ACME)) {
            assertThat(TenantContext.requireTenant().readOnly()).isTrue();
        }
        assertRefused(() -> gate(TenantStatus.MOVING, true).enterToRead(ACME), ErrorCode.TENANT_UNAVAILABLE);
    }

    @Test
    void aMovingTenantShouldBeWaitedForByRequestsOnly() {
        AtomicInteger looks = new AtomicInteger();
        TenantGate gate = gate(
                () -> looks.incrementAndGet() < 4 ? TenantStatus.MOVING : TenantStatus.ACTIVE,
                true,
                true,
                Duration.ofMinutes(1));

        assertRefused(() -> gate.enterToWrite(ACME), ErrorCode.TENANT_UNAVAILABLE);
        try (TenantContext.Entered scope = gate.enter(ACME)) {
            assertThat(TenantContext.requireTenant().readOnly()).isFalse();
        }
        assertThat(looks).hasValue(5);
    }

    @Test
    void whoeverIsInsideShouldBeWaitedForUntilItLeaves() {
        TenantGate gate = gate(TenantStatus.ACTIVE, true);
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leaving = new CountDownLatch(1);
        CompletableFuture<Void> inside = CompletableFuture.runAsync(() -> {
            try (TenantContext.Entered scope = gate.enter(ACME)) {
                entered.countDown();
                leaving.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        await().until(() -> entered.getCount() == 0);

        assertThat(gate.awaitEmpty(ACME, Duration.ofMillis(20))).isFalse();
        assertThat(gate.awaitEmpty(new TenantId("other"), Duration.ZERO)).isTrue();
        leaving.countDown();
        assertThat(gate.awaitEmpty(ACME, Duration.ofMinutes(1))).isTrue();
        inside.join();
    }

    @Test
    void whoeverWaitsOrWasRefusedShouldNotBeWaitedFor() {
        AtomicReference<TenantStatus> status = new AtomicReference<>(TenantStatus.MOVING);
        AtomicInteger looks = new AtomicInteger();
        TenantGate gate = gate(
                () -> {
                    looks.incrementAndGet();
                    return status.get();
                },
                true,
                true,
                Duration.ofMinutes(1));
        CompletableFuture<Void> waiting =
                CompletableFuture.runAsync(() -> gate.enter(ACME).close());
        await().until(() -> looks.get() > 1);

        assertThat(gate.awaitEmpty(ACME, Duration.ZERO)).isTrue();
        status.set(TenantStatus.ERASED);
        assertThatThrownBy(waiting::join).hasCauseInstanceOf(NetBuildException.class);
        assertThat(gate.awaitEmpty(ACME, Duration.ZERO)).isTrue();
    }

    @Test
    void anActiveTenantShouldEnterAndWrite() {
        try (TenantContext.Entered scope = gate(TenantStatus.ACTIVE, false).enterToWrite(ACME)) {
            assertThat(TenantContext.requireTenant().readOnly()).isFalse();
            assertThat(TenantContext.requireTenant().limits().workMemMegabytes())
                    .isEqualTo(4);
        }
        assertThat(TenantContext.scope()).isEmpty();
    }

    @Test
    void anActiveTenantShouldOnlyReadWhereTheNodeIsNotCertainOfIt() {
        TenantGate gate = gate(TenantStatus.ACTIVE, true, false);

        try (TenantContext.Entered scope = gate.enter(ACME)) {
            assertThat(TenantContext.requireTenant().readOnly()).isTrue();
            assertThat(TenantGate.refusedWrite(TenantContext.requireTenant()).code())
                    .isEqualTo(ErrorCode.TENANT_UNAVAILABLE);
        }
        assertRefused(() -> gate.enterToWrite(ACME), ErrorCode.TENANT_UNAVAILABLE);
    }

    private static BoundTenant entered(Duration ago, BoundTenant.Access access) {
        return new BoundTenant(
                ACME,
                Tier.GROWTH,
                "default",
                1,
                new SessionLimits(4, Duration.ofSeconds(30)),
                access,
                System.nanoTime() - ago.toNanos());
    }

    @Test
    void aThreadThatWasAwayShouldBeAdmittedAnew() {
        BoundTenant away = entered(Duration.ofHours(1), BoundTenant.Access.WRITE);

        assertThatCode(() -> gate(TenantStatus.ACTIVE, true).readmit(away)).doesNotThrowAnyException();
        assertRefused(() -> gate(TenantStatus.SUSPENDED, true).readmit(away), ErrorCode.TENANT_SUSPENDED);
        assertRefused(() -> gate(TenantStatus.ACTIVE, true, false).readmit(away), ErrorCode.TENANT_UNAVAILABLE);
    }

    @Test
    void aThreadThatHasJustEnteredOrOnlyReadsOrMaintainsShouldGoOn() {
        TenantGate gate = gate(TenantStatus.SUSPENDED, true);

        assertThatCode(() -> gate.readmit(entered(Duration.ZERO, BoundTenant.Access.WRITE)))
                .doesNotThrowAnyException();
        assertThatCode(() -> gate.readmit(entered(Duration.ofHours(1), BoundTenant.Access.SUSPENDED)))
                .doesNotThrowAnyException();
        assertThatCode(() -> gate.readmit(entered(Duration.ofHours(1), BoundTenant.Access.MAINTENANCE)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(names = {"SUSPENDED", "OFFBOARDING"})
    void aSuspendedTenantShouldOnlyRead(TenantStatus status) {
        TenantGate gate = gate(status, true);

        try (TenantContext.Entered scope = gate.enter(ACME)) {
            assertThat(TenantContext.requireTenant().readOnly()).isTrue();
        }
        assertRefused(() -> gate.enterToWrite(ACME), ErrorCode.TENANT_SUSPENDED);
    }

    @ParameterizedTest
    @EnumSource(names = {"SUSPENDED", "OFFBOARDING"})
    void aSuspendedTenantShouldNotEvenReadWhereThatIsSwitchedOff(TenantStatus status) {
        assertRefused(() -> gate(status, false).enter(ACME), ErrorCode.TENANT_SUSPENDED);
    }

    @ParameterizedTest
    @CsvSource({
        "PROVISIONING, TENANT_NOT_READY",
        "FAILED, TENANT_NOT_READY",
        "MOVING, TENANT_UNAVAILABLE",
        "ERASED, UNKNOWN_TENANT"
    })
    void noOtherTenantShouldEnter(TenantStatus status, ErrorCode code) {
        assertRefused(() -> gate(status, true).enter(ACME), code);
        assertRefused(() -> gate(status, true).enterToWrite(ACME), code);
    }
}
