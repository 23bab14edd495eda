package io.netbuild.job;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks for due jobs of one engine when there is a reason to: a job that is or will be due, or room for more. In between it costs nothing but this object, also
 * while the engine is asleep. Independent of all other engines: one that is busy or broken delays nobody. What is due but cannot be had yet, because of an exclusive
 * job or a tenant that may not work, is tried again with a pause that doubles. Thread-safe.
 */
final class AcquisitionTurns {

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Look look;
    private final ScheduledExecutorService scheduler;
    private final Executor workers;

    private Duration pause = SHORTEST_PAUSE;
    private boolean stopped;
    private boolean running;
    private boolean blocked;
    private boolean woken;
    private @Nullable ScheduledFuture<?> next;
    private long nextAt;

    /** What a look has found. */
    sealed interface Found {

        /**
         * All that can be had now.
         *
         * @param left whether there is more that is due, which others stand in the way of
         * @param next until a job is going to be due, null when none is known to be
         */
        record All(int count, boolean left, @Nullable Duration next) implements Found {}

        /** There may be more than there is room for; whoever makes room wakes. */
        record Full() implements Found {}

        /** The tenant may not work; who changes that, or the next sweep, wakes. */
        record Closed() implements Found {}

        /** It did not work, and is worth another try. */
        record Failed() implements Found {}
    }

    @FunctionalInterface
    interface Look {
        Found look();
    }

    /**
     * @param scheduler says when it is time; its few threads are for all engines, and a database may keep a look waiting
     * @param workers have the looks made
     */
    AcquisitionTurns(Look look, ScheduledExecutorService scheduler, Executor workers) {
        this.look = look;
        this.scheduler = scheduler;
        this.workers = workers;
    }

    /** A job is going to be due: has a look happen then, or at once when it is. */
    synchronized void wake(Duration in) {
        if (running && in.isZero()) {
            woken = true;
        } else {
            schedule(in);
        }
    }

    /** Something that may have stood in the way of a job has ended: has the next look happen now if there was such a job. */
    synchronized void unblock() {
        if (running) {
            woken = true;
        } else if (blocked) {
            schedule(Duration.ZERO);
        }
    }

    synchronized void stop() {
        stopped = true;
        if (next != null) {
            next.cancel(false);
        }
    }

    private void handOver() {
        try {
            workers.execute(this::turn);
        } catch (RejectedExecutionException e) {
            synchronized (this) {
                next = null;
                again();
            }
        }
    }

    private void turn() {
        synchronized (this) {
            next = null;
            if (stopped || running) {
                woken = true;
                return;
            }
            running = true;
            woken = false;
        }
        Found found = new Found.Failed();
        try {
            found = look.look();
        } finally {
            after(found);
        }
    }

    private synchronized void after(Found found) {
        running = false;
        blocked = false;
        if (found instanceof Found.All all) {
            if (all.count() > 0) {
                pause = SHORTEST_PAUSE;
            }
            if (all.next() != null) {
                schedule(all.next());
            }
            if (all.left()) {
                again();
            }
        } else if (found instanceof Found.Full) {
            blocked = true;
            schedule(LONGEST_PAUSE);
        } else if (found instanceof Found.Failed) {
            again();
        }
        if (woken) {
            schedule(Duration.ZERO);
        }
    }

    private void again() {
        blocked = true;
        schedule(pause);
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    /** The earliest look is the one that counts: it finds out when the next one has to be. */
    private void schedule(Duration in) {
        long at = System.nanoTime() + in.toNanos();
        if (stopped || (next != null && nextAt - at <= 0)) {
            return;
        }
        if (next != null) {
            next.cancel(false);
        }
        nextAt = at;
        next = scheduler.schedule(this::handOver, in.toNanos(), TimeUnit.NANOSECONDS);
    }
}
