package io.netbuild.job;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The settings of jobs, {@code netbuild.jobs.*}.
 *
 * @param threads that run jobs of all engines together; {@code threads}, default 8
 * @param lockTime for which a server owns a job that it has acquired; {@code lock-time}, default 5 min
 * @param maxWait between two looks for due jobs of an idle engine; {@code max-wait}, default 1 s
 */
@Dependent
public record JobSettings(int threads, Duration lockTime, Duration maxWait) {

    @Inject
    public JobSettings(
            @ConfigProperty(name = "netbuild.jobs.threads", defaultValue = "8") int threads,
            @ConfigProperty(name = "netbuild.jobs.lock-time", defaultValue = "PT5M") Duration lockTime,
            @ConfigProperty(name = "netbuild.jobs.max-wait", defaultValue = "PT1S") Duration maxWait) {
        this.threads = threads;
        this.lockTime = lockTime;
        this.maxWait = maxWait;
    }
}
