package io.netbuild.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netbuild.fairness.NoPermitException.Reason;
import io.netbuild.kernel.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FairPermitsTest {

    private static final TenantId BUSY = new TenantId("busy");
    private static final TenantId QUIET = new TenantId("quiet");
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<TenantId> order = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static Share share(int permits, int queue, int weight) {
        return new Share(permits, queue, weight);
    }

    /** A request on a thread of its own that gives the permit back at once. It waits in its queue when this returns. */
    private CompletableFuture<Void> queued(FairPermits permits, TenantId tenant, Share share) {
        int before = waiting(permits, tenant);
        CompletableFuture<Void> request = CompletableFuture.runAsync(
                () -> {
                    try (FairPermits.Permit permit = permits.take(tenant, share)) {
                        order.add(tenant);
                    } catch (NoPermitException e) {
                        throw new CompletionException(e);
                    }
                },
                threads);
        await().until(() -> request.isDone() || waiting(permits, tenant) != before);
        return request;
    }

    private static int waiting(FairPermits permits, TenantId tenant) {
        return permits.uses().getOrDefault(tenant, new FairPermits.Use(0, 0)).waiting();
    }

    @Test
    void takeShouldRefuseAtOnceWhenTheTenantsQueueIsFull() throws Exception {
        FairPermits permits = new FairPermits(10, 10, LONG);
        permits.take(BUSY, share(2, 0, 1));
        permits.take(BUSY, share(2, 0, 1));

        assertThatThrownBy(() -> permits.take(BUSY, share(2, 0, 1)))
                .isInstanceOfSatisfying(NoPermitException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.TENANT);
                    assertThat(e.used()).isEqualTo(2);
                });
    }

    @Test
    void takeShouldRefuseWhenWaitingTookTooLong() throws Exception {
        FairPermits permits = new FairPermits(1, 10, SHORT);
        permits.take(BUSY, share(5, 5, 1));

        assertThatThrownBy(() -> permits.take(QUIET, share(5, 5, 1)))
                .isInstanceOfSatisfying(
                        NoPermitException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ALL));

        assertThat(permits.uses()).doesNotContainKey(QUIET);
    }

    @Test
    void permitShouldGoToTheFirstInTheQueueWhenItIsGivenBack() throws Exception {
        FairPermits permits = new FairPermits(10, 10, LONG);
        FairPermits.Permit held = permits.take(BUSY, share(1, 5, 1));
        CompletableFuture<Void> next = queued(permits, BUSY, share(1, 5, 1));

        held.close();
        held.close();

        next.get(10, TimeUnit.SECONDS);
        await().untilAsserted(() -> assertThat(permits.uses()).isEmpty());
    }

    @Test
    void tenantShouldNotWaitBehindTheFloodOfAnother() throws Exception {
        FairPermits permits = new FairPermits(1, 100, LONG);
        FairPermits.Permit held = permits.take(BUSY, share(10, 100, 1));
        List<CompletableFuture<Void>> requests = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            requests.add(queued(permits, BUSY, share(10, 100, 1)));
        }
        requests.add(queued(permits, QUIET, share(10, 100, 1)));

        held.close();

        CompletableFuture.allOf(requests.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
        assertThat(order.indexOf(QUIET)).isLessThanOrEqualTo(1);
    }

    @Test
    void tenantsShouldTakeTurnsByTheirWeights() throws Exception {
        FairPermits permits = new FairPermits(1, 100, LONG);
        FairPermits.Permit held = permits.take(new TenantId("other"), share(1, 0, 1));
        List<CompletableFuture<Void>> requests = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            requests.add(queued(permits, BUSY, share(10, 100, 1)));
            requests.add(queued(permits, QUIET, share(10, 100, 4)));
        }

        held.close();

        CompletableFuture.allOf(requests.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
        assertThat(order.subList(0, 15)).filteredOn(QUIET::equals).hasSizeBetween(11, 13);
    }

    @Test
    void floodShouldMakeRoomWhenAllPlacesToWaitAreTaken() throws Exception {
        FairPermits permits = new FairPermits(1, 4, LONG);
        FairPermits.Permit held = permits.take(BUSY, share(10, 100, 1));
        List<CompletableFuture<Void>> flood = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            flood.add(queued(permits, BUSY, share(10, 100, 1)));
        }

        CompletableFuture<Void> quiet = queued(permits, QUIET, share(10, 100, 1));

        assertThatThrownBy(() -> flood.get(3).get(10, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(NoPermitException.class);
        assertThatThrownBy(() -> permits.take(BUSY, share(10, 100, 1))).isInstanceOf(NoPermitException.class);
        held.close();
        quiet.get(10, TimeUnit.SECONDS);
        flood.get(2).get(10, TimeUnit.SECONDS);
    }

    @Test
    void changedShareShouldHoldForThoseWhoWaitAlready() throws Exception {
        FairPermits permits = new FairPermits(10, 10, LONG);
        FairPermits.Permit held = permits.take(BUSY, share(1, 5, 1));
        CompletableFuture<Void> waiting = queued(permits, BUSY, share(1, 5, 1));

        FairPermits.Permit more = permits.take(BUSY, share(3, 5, 1));

        waiting.get(10, TimeUnit.SECONDS);
        more.close();
        held.close();
        assertThat(permits.uses()).isEmpty();
    }

    @Test
    void interruptedRequestShouldLeaveTheQueue() throws Exception {
        FairPermits permits = new FairPermits(1, 10, LONG);
        permits.take(BUSY, share(1, 5, 1));
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                permits.take(BUSY, share(1, 5, 1));
            } catch (NoPermitException e) {
                interrupted.complete(Thread.currentThread().isInterrupted());
            }
        });
        thread.start();
        await().until(() -> waiting(permits, BUSY) == 1);

        thread.interrupt();

        assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(waiting(permits, BUSY)).isZero();
    }
}
