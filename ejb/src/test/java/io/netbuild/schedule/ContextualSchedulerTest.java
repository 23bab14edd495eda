package io.netbuild.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContextualSchedulerTest {

    private static final ThreadLocal<String> CONTEXT = ThreadLocal.withInitial(() -> "none");

    private final ContextualScheduler scheduler =
            new ContextualScheduler(1, Thread::new, ContextualSchedulerTest::inPresentContext);

    @AfterEach
    void end() {
        CONTEXT.remove();
        scheduler.shutdownNow();
    }

    private static Runnable inPresentContext(Runnable work) {
        String present = CONTEXT.get();
        return () -> {
            CONTEXT.set(present);
            work.run();
        };
    }

    @Test
    void workShouldBeDoneInTheContextOfWhoeverAsked() throws Exception {
        CONTEXT.set("caller's");
        String[] seen = new String[3];
        CountDownLatch done = new CountDownLatch(3);

        scheduler.schedule(() -> note(seen, 0, done), 0, TimeUnit.SECONDS);
        scheduler.execute(() -> note(seen, 1, done));
        scheduler.scheduleWithFixedDelay(() -> note(seen, 2, done), 0, 1, TimeUnit.HOURS);

        assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(seen).containsOnly("caller's");
    }

    private static void note(String[] seen, int place, CountDownLatch done) {
        seen[place] = CONTEXT.get();
        done.countDown();
    }

    @Test
    void nothingShouldBeDoneAfterTheEndAndNobodyShouldGetAnError() {
        AtomicInteger times = new AtomicInteger();
        Runnable once = times::incrementAndGet;
        scheduler.scheduleWithFixedDelay(once, 0, 1, TimeUnit.MILLISECONDS);
        await().until(() -> times.get() > 1);
        Future<?> later = scheduler.schedule(once, 1, TimeUnit.HOURS);

        scheduler.shutdown();
        Future<?> late = scheduler.schedule(once, 0, TimeUnit.SECONDS);

        await().until(scheduler::isTerminated);
        int atTheEnd = times.get();
        assertThat(later.isCancelled()).isTrue();
        assertThat(late.isDone()).isFalse();
        assertThat(times).hasValue(atTheEnd);
    }

    @Test
    void whatIsCancelledShouldNotBeKept() {
        scheduler.schedule(() -> {}, 1, TimeUnit.HOURS).cancel(false);

        assertThat(scheduler.getQueue()).isEmpty();
    }
}
