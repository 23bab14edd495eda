package io.netbuild.job;

import io.netbuild.kernel.InvalidField;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The settings of jobs, {@code netbuild.jobs.*}.
 *
 * @param threads that run jobs of all engines together; {@code threads}, default twice the processors and 4 at least
 * @param perTenant how many of them may run jobs of one tenant at the same time; {@code threads-per-tenant}, default half of them
 * @param lockTime for which a server owns a job that it has acquired; {@code lock-time}, default 5 min
 */
@Dependent
public record JobSettings(int threads, int perTenant, Duration lockTime) {

    private static final int FEWEST_THREADS = 4;

    /** An acquisition costs about as much as a job: it is worth it for some of them only. */
    private static final int FEWEST_AHEAD = 16;

    public JobSettings {
        if (threads < 1) {
            throw InvalidField.of("netbuild.jobs.threads", threads, "1 or more");
        }
        if (perTenant < 1 || perTenant > threads) {
            throw InvalidField.of("netbuild.jobs.threads-per-tenant", perTenant, "1 to " + threads);
        }
    }

    @Inject
    public JobSettings(
            @ConfigProperty(name = "netbuild.jobs.threads") OptionalInt threads,
            @ConfigProperty(name = "netbuild.jobs.threads-per-tenant") OptionalInt perTenant,
            @ConfigProperty(name = "netbuild.jobs.lock-time", defaultValue = "PT5M") Duration lockTime) {
        this(threads.orElse(defaultThreads()), perTenant, lockTime);
    }

    private JobSettings(int threads, OptionalInt perTenant, Duration lockTime) {
        this(threads, perTenant.orElse(Math.max(1, threads / 2)), lockTime);
    }

    /** A job waits for its database about as long as it computes. More threads than that only have jobs of all tenants wait for each other. */
    private static int defaultThreads() {
        return Math.max(FEWEST_THREADS, 2 * Runtime.getRuntime().availableProcessors());
    }

    /** How many batches of a tenant may be here, waiting or running: enough that no thread waits for the next acquisition. */
    int depth() {
        return Math.max(FEWEST_AHEAD, 2 * perTenant);
    }

    /** How many batches of the shared engine's tenants may be here together. */
    int sharedDepth() {
        return 4 * Math.max(FEWEST_AHEAD, threads);
    }
}
