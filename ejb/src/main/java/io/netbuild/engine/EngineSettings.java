package io.netbuild.engine;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The settings of all engines, {@code netbuild.engine.*}.
 *
 * @param historyTimeToLive after which ended instances may be removed where a model says nothing, an ISO period; {@code history-time-to-live},
 *     default P180D
 * @param historyCleanupStart when the daily clean-up begins, HH:mm; {@code history-cleanup-start}, default 01:00
 * @param historyCleanupEnd when it has to end; {@code history-cleanup-end}, default 05:00
 * @param tenantCheck whether the engine checks tenants too, as a second fence before row-level security; {@code tenant-check}, default true
 */
@Dependent
public record EngineSettings(
        String historyTimeToLive, String historyCleanupStart, String historyCleanupEnd, boolean tenantCheck) {

    /** The group of the operators, who are administrators in every engine that they enter. */
    public static final String OPERATORS = "operator";

    @Inject
    public EngineSettings(
            @ConfigProperty(name = "netbuild.engine.history-time-to-live", defaultValue = "P180D")
                    String historyTimeToLive,
            @ConfigProperty(name = "netbuild.engine.history-cleanup-start", defaultValue = "01:00")
                    String historyCleanupStart,
            @ConfigProperty(name = "netbuild.engine.history-cleanup-end", defaultValue = "05:00")
                    String historyCleanupEnd,
            @ConfigProperty(name = "netbuild.engine.tenant-check", defaultValue = "true") boolean tenantCheck) {
        this.historyTimeToLive = historyTimeToLive;
        this.historyCleanupStart = historyCleanupStart;
        this.historyCleanupEnd = historyCleanupEnd;
        this.tenantCheck = tenantCheck;
    }
}
