package io.netbuild.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ResidenceTest {

    private final Residence residence = new Residence();
    private final AtomicInteger wakes = new AtomicInteger();
    private final AtomicInteger rests = new AtomicInteger();

    private void enter() {
        residence.enter(wakes::incrementAndGet);
    }

    private boolean rest() {
        return residence.restAfter(Duration.ZERO, rests::incrementAndGet);
    }

    @Test
    void theFirstGuestShouldWakeIt() {
        enter();
        enter();

        assertThat(wakes).hasValue(1);
    }

    @Test
    void itShouldNotRestWhileSomebodyIsIn() {
        enter();
        assertThat(rest()).isFalse();

        residence.leave();
        assertThat(rest()).isTrue();
        assertThat(rest()).isFalse();

        enter();
        assertThat(wakes).hasValue(2);
        assertThat(rests).hasValue(1);
    }

    @Test
    void itShouldNotRestBeforeItsTime() {
        enter();
        residence.leave();

        assertThat(residence.restAfter(Duration.ofHours(1), rests::incrementAndGet))
                .isFalse();
    }

    @Test
    void itShouldRestBeforeItsTimeOnceWhenItIsOutdated() {
        enter();
        residence.outdate();
        assertThat(residence.restAfter(Duration.ofHours(1), rests::incrementAndGet))
                .isFalse();

        residence.leave();
        assertThat(residence.restAfter(Duration.ofHours(1), rests::incrementAndGet))
                .isTrue();

        enter();
        residence.leave();
        assertThat(residence.restAfter(Duration.ofHours(1), rests::incrementAndGet))
                .isFalse();
    }

    @Test
    void aFailureToWakeShouldLeaveItAsleepForTheNextToTry() {
        assertThatThrownBy(() -> residence.enter(() -> {
                    throw new IllegalStateException("no database");
                }))
                .hasMessage("no database");

        assertThat(rest()).isFalse();
        enter();
        assertThat(wakes).hasValue(1);
    }

    @Test
    void manyAtOnceShouldWakeItOnce() throws Exception {
        int guests = 8;
        CountDownLatch waking = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(guests);
        try {
            Future<?>[] entered = new Future<?>[guests];
            for (int i = 0; i < guests; i++) {
                entered[i] = threads.submit(() -> residence.enter(() -> {
                    wakes.incrementAndGet();
                    awaitUninterruptibly(waking);
                }));
            }
            waking.countDown();
            for (Future<?> one : entered) {
                one.get(10, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(wakes).hasValue(1);
        for (int i = 0; i < guests; i++) {
            assertThat(rest()).isFalse();
            residence.leave();
        }
        assertThat(rest()).isTrue();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void evictionShouldNotWaitForGuests() {
        enter();

        residence.evict(rests::incrementAndGet);

        assertThat(rests).hasValue(1);
        enter();
        assertThat(wakes).hasValue(2);
    }
}
