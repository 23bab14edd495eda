package io.netbuild.workflow;

import io.netbuild.kernel.InvalidField;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The settings of workflows by message, {@code netbuild.jms.*}, all described in {@code docs/reference/jms.md}.
 *
 * @param enabled whether this server takes commands; {@code enabled}, default true
 * @param producerProperty the property of a message that the broker writes its authenticated sender into; {@code producer-property}, default {@code
 *     netbuild_producer}
 * @param producerRequired whether a message without that property is refused, rather than held to come from the application itself; {@code
 *     producer-required}, default false
 * @param batch how many messages are taken in one transaction at most; {@code batch}, default 100
 * @param threads that carry out commands of all tenants together; {@code threads}, default 8
 * @param perTenant how many commands of one tenant are carried out at the same time at most; {@code threads-per-tenant}, default 4
 * @param perTransaction how many commands of a tenant are carried out in one transaction at most; {@code commands-per-transaction}, default 10
 * @param maxAttempts after which a command is dead; {@code max-attempts}, default 10
 * @param firstPause before the second attempt, doubled for each further one; {@code first-pause}, default 1 s
 * @param longestPause between two attempts; {@code longest-pause}, default 5 min
 * @param correlationWait how long a message that nothing waits for is tried again; {@code correlation-wait}, default 1 min
 * @param keep how long the ids of done and dead commands are known; {@code keep}, default 7 days
 */
@Dependent
public record JmsSettings(
        boolean enabled,
        String producerProperty,
        boolean producerRequired,
        int batch,
        int threads,
        int perTenant,
        int perTransaction,
        int maxAttempts,
        Duration firstPause,
        Duration longestPause,
        Duration correlationWait,
        Duration keep) {

    @Inject
    public JmsSettings(
            @ConfigProperty(name = "netbuild.jms.enabled", defaultValue = "true") boolean enabled,
            @ConfigProperty(name = "netbuild.jms.producer-property", defaultValue = "netbuild_producer")
                    String producerProperty,
            @ConfigProperty(name = "netbuild.jms.producer-required", defaultValue = "false") boolean producerRequired,
            @ConfigProperty(name = "netbuild.jms.batch", defaultValue = "100") int batch,
            @ConfigProperty(name = "netbuild.jms.threads", defaultValue = "8") int threads,
            @ConfigProperty(name = "netbuild.jms.threads-per-tenant", defaultValue = "4") int perTenant,
            @ConfigProperty(name = "netbuild.jms.commands-per-transaction", defaultValue = "10") int perTransaction,
            @ConfigProperty(name = "netbuild.jms.max-attempts", defaultValue = "10") int maxAttempts,
            @ConfigProperty(name = "netbuild.jms.first-pause", defaultValue = "PT1S") Duration firstPause,
            @ConfigProperty(name = "netbuild.jms.longest-pause", defaultValue = "PT5M") Duration longestPause,
            @ConfigProperty(name = "netbuild.jms.correlation-wait", defaultValue = "PT1M") Duration correlationWait,
            @ConfigProperty(name = "netbuild.jms.keep", defaultValue = "P7D") Duration keep) {
        this.enabled = enabled;
        this.producerProperty = producerProperty;
        this.producerRequired = producerRequired;
        this.batch = positive("batch", batch);
        this.threads = positive("threads", threads);
        this.perTenant = positive("threads-per-tenant", perTenant);
        this.perTransaction = positive("commands-per-transaction", perTransaction);
        this.maxAttempts = positive("max-attempts", maxAttempts);
        this.firstPause = firstPause;
        this.longestPause = longestPause;
        this.correlationWait = correlationWait;
        this.keep = keep;
    }

    private static int positive(String key, int value) {
        if (value < 1) {
            throw InvalidField.of("netbuild.jms." + key, value, "1 or more");
        }
        return value;
    }

    /** The pause after an attempt that failed. @param attempts made so far, 1 or more */
    public Duration pauseAfter(int attempts) {
        Duration pause = firstPause.multipliedBy(1L << Math.min(attempts - 1, 20));
        return pause.compareTo(longestPause) > 0 ? longestPause : pause;
    }
}
