package io.netbuild.placement;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether a database answers. Open after a failed connection: callers are refused at once then, instead of queueing up behind a time-out, until
 * a probe succeeds. The pause between probes doubles from {@link #FIRST_PAUSE} to {@link #LONGEST_PAUSE}. Thread-safe.
 */
final class Circuit {

    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** Null while the database answers. */
    private volatile @Nullable Outage outage;

    private record Outage(Duration pause, long nextProbe) {

        static Outage probedAfter(Duration pause) {
            return new Outage(pause, System.nanoTime() + pause.toNanos());
        }

        Duration untilProbe() {
            return Duration.ofNanos(nextProbe - System.nanoTime());
        }
    }

    boolean isOpen() {
        return outage != null;
    }

    /** Whether it is time to try again. */
    boolean isProbeDue() {
        Outage present = outage;
        return present != null && present.untilProbe().compareTo(Duration.ZERO) <= 0;
    }

    /** Until the next probe, at least a second; meant for {@code Retry-After}. */
    Duration retryAfter() {
        Outage present = outage;
        Duration left = present == null ? Duration.ZERO : present.untilProbe();
        return left.compareTo(FIRST_PAUSE) < 0 ? FIRST_PAUSE : left;
    }

    /** @return true when this opened it, false when it was open already */
    synchronized boolean open() {
        if (outage != null) {
            return false;
        }
        outage = Outage.probedAfter(FIRST_PAUSE);
        return true;
    }

    synchronized void probeFailed() {
        if (outage != null) {
            Duration doubled = outage.pause().multipliedBy(2);
            outage = Outage.probedAfter(doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled);
        }
    }

    /** @return true when this closed it */
    synchronized boolean close() {
        boolean wasOpen = outage != null;
        outage = null;
        return wasOpen;
    }
}
