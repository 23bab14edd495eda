package io.netbuild.tenant;

import io.micrometer.core.instrument.Tags;
import io.netbuild.metric.PlatformMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;

/**
 * How far this node's clock is from that of the platform's database, by which all nodes go. A difference that is smaller than what is left of it by networks and
 * time servers (a quarter of a second) is none. Fires a {@link ClockCorrection} when it has changed.
 */
@ApplicationScoped
public class NodeClock {

    private static final long TOLERANCE_MILLIS = 250;
    private static final double MILLIS_PER_SECOND = 1000;

    private final Event<ClockCorrection> corrections;
    private volatile long correction;

    @Inject
    NodeClock(Event<ClockCorrection> corrections, PlatformMetrics metrics) {
        this.corrections = corrections;
        metrics.gauge(
                "netbuild.clock.correction.seconds",
                "What is added to the clock of this node, in which it is behind that of the database",
                Tags.empty(),
                this,
                self -> self.correction / MILLIS_PER_SECOND);
    }

    NodeClock(Event<ClockCorrection> corrections) {
        this.corrections = corrections;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected NodeClock() {
        this(null);
    }

    /**
     * Compares by an answer of the database. What is between question and answer is not known better than that.
     *
     * @param asked by this node's clock, in milliseconds since the epoch
     * @param answered by this node's clock
     * @param database by the database's clock, at some moment between the two
     */
    void compare(long asked, long answered, long database) {
        long half = Math.max(0, answered - asked) / 2;
        long found = database - (asked + half);
        if (Math.abs(found - correction) > TOLERANCE_MILLIS + half) {
            correction = found;
            RegistryLog.LOG.clock(Duration.ofMillis(found));
            corrections.fire(new ClockCorrection(Duration.ofMillis(found)));
        }
    }
}
