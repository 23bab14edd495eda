package io.netbuild.workflow.internal;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The thread that takes messages, and moves parked ones in between; and what is done from time to time, which must not wait for either. */
@ApplicationScoped
public class IntakeLoop {

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final int MEASURE_SECONDS = 10;
    private static final Duration BETWEEN_UNPARKINGS = Duration.ofSeconds(1);

    private final CommandIntake intake;
    private final Inboxes inboxes;
    private final InboxCleaning cleaning;
    private final QueueMetrics queues;
    private final CommandRuns runs;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private @Nullable Thread thread;
    private final List<Future<?>> repeated = new ArrayList<>();

    @Resource
    ManagedThreadFactory threadFactory;

    @Inject
    ScheduledExecutorService scheduler;

    @Inject
    IntakeLoop(CommandIntake intake, Inboxes inboxes, InboxCleaning cleaning, QueueMetrics queues, CommandRuns runs) {
        this.intake = intake;
        this.inboxes = inboxes;
        this.cleaning = cleaning;
        this.queues = queues;
        this.runs = runs;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected IntakeLoop() {
        this(null, null, null, null, null);
    }

    public synchronized void start() {
        repeated.add(scheduler.scheduleWithFixedDelay(queues::measure, 0, MEASURE_SECONDS, TimeUnit.SECONDS));
        repeated.add(scheduler.scheduleWithFixedDelay(cleaning::run, 1, 1, TimeUnit.HOURS));
        thread = threadFactory.newThread(this::loop);
        thread.setName("workflow-intake");
        thread.start();
        WorkflowLog.LOG.started(Broker.COMMANDS);
    }

    /** Waits for what is just being taken. */
    public synchronized void stop() {
        stopped.countDown();
        repeated.forEach(future -> future.cancel(false));
        if (thread != null) {
            try {
                thread.join(LONGEST_PAUSE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void loop() {
        Duration pause = SHORTEST_PAUSE;
        long unparked = System.nanoTime() - BETWEEN_UNPARKINGS.toNanos();
        while (stopped.getCount() > 0) {
            try {
                if (System.nanoTime() - unparked >= BETWEEN_UNPARKINGS.toNanos()) {
                    inboxes.unpark().forEach(runs::wake);
                    unparked = System.nanoTime();
                }
                intake.take();
                pause = SHORTEST_PAUSE;
            } catch (Exception e) {
                if (stopsWithin(pause)) {
                    return;
                }
                WorkflowLog.LOG.notTaken(String.valueOf(e));
                Duration doubled = pause.multipliedBy(2);
                pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
            }
        }
    }

    private boolean stopsWithin(Duration pause) {
        try {
            return stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
