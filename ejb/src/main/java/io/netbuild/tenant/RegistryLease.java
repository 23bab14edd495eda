package io.netbuild.tenant;

import io.micrometer.core.instrument.Tags;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.metric.PlatformMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * For how long what this node knows of the registry holds. Each time that it has asked for all changes and forgotten what they name, it is
 * <em>confirmed</em> for {@code netbuild.registry.lease} (default 2 s), counted from before it asked. Both the monotonic clock and that of the wall
 * have to agree that the time is not over: the first is not fooled by somebody who sets the clock, the second not by a machine that was frozen, and a
 * node that was stopped finds its lease run out. Thread-safe; to ask costs nothing.
 */
@ApplicationScoped
public class RegistryLease {

    private static final int RETRY_AFTER_SECONDS = 2;

    private final Duration length;
    private final LongSupplier nanos;
    private final InstantSource wall;
    private volatile @Nullable Confirmation last;

    private record Confirmation(Moment asked, long version) {}

    /** When something was asked, by both clocks. */
    record Moment(long nanos, long millis) {}

    @Inject
    RegistryLease(
            @ConfigProperty(name = "netbuild.registry.lease", defaultValue = "PT2S") Duration length,
            PlatformMetrics metrics) {
        this(length, System::nanoTime, InstantSource.system());
        if (length.toMillis() < 200) {
            throw new IllegalStateException("netbuild.registry.lease is " + length + ", must be 0.2 s or longer");
        }
        metrics.gauge(
                "netbuild.registry.confirmed",
                "1 while this node knows the present registry",
                Tags.empty(),
                this,
                self -> self.isConfirmed() ? 1 : 0);
        metrics.gauge(
                "netbuild.registry.version",
                "Number of the last change of the registry that is known here",
                Tags.empty(),
                this,
                RegistryLease::version);
    }

    RegistryLease(Duration length, LongSupplier nanos, InstantSource wall) {
        this.length = length;
        this.nanos = nanos;
        this.wall = wall;
    }

    /** For the CDI proxy. */
    protected RegistryLease() {
        this(Duration.ZERO, System::nanoTime, InstantSource.system());
    }

    /** Whether nothing that this node has kept of the registry is older than the lease. */
    public boolean isConfirmed() {
        Confirmation confirmation = last;
        if (confirmation == null) {
            return false;
        }
        Moment now = now();
        return now.nanos() - confirmation.asked().nanos() < length.toNanos()
                && now.millis() - confirmation.asked().millis() < length.toMillis();
    }

    /** Whether what was known at a moment, by {@link System#nanoTime}, still holds. */
    boolean covers(long moment) {
        return nanos.getAsLong() - moment < length.toNanos();
    }

    /**
     * For work that writes and is not bound to a tenant that was looked up for it, such as the acquisition of jobs.
     *
     * @throws NetBuildException with {@link ErrorCode#TENANT_UNAVAILABLE} while this node is not confirmed
     */
    public void requireConfirmed() {
        if (!isConfirmed()) {
            throw fenced();
        }
    }

    /** The number of the last change that is known here; 0 as long as none is. */
    public long version() {
        Confirmation confirmation = last;
        return confirmation == null ? 0 : confirmation.version();
    }

    public Duration length() {
        return length;
    }

    /** The answer to a write on a node that does not know whether the tenant may write. */
    public static NetBuildException fenced() {
        return new NetBuildException(
                ErrorCode.TENANT_UNAVAILABLE,
                "This node is fenced: it cannot confirm that it knows the present registry, and changes nothing until it can",
                Map.of("retryAfterSeconds", RETRY_AFTER_SECONDS));
    }

    Moment now() {
        return new Moment(nanos.getAsLong(), wall.millis());
    }

    /** @param asked from before the question was sent whose answer was this version, all changes up to which are forgotten here */
    void confirm(Moment asked, long version) {
        last = new Confirmation(asked, version);
    }
}
