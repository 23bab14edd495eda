package io.netbuild.engine;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The settings of all engines, {@code netbuild.engine.*}.
 *
 * @param historyTimeToLive after which ended instances may be removed where a model says nothing, an ISO period; {@code history-time-to-live},
 *     default P180D
 * @param historyCleanupStart when the daily clean-up begins, HH:mm; {@code history-cleanup-start}, default 01:00
 * @param historyCleanupEnd when it has to end; {@code history-cleanup-end}, default 05:00
 * @param tenantCheck whether the engine checks tenants too, as a second fence before row-level security; {@code tenant-check}, default true
 * @param deploymentAware whether a server runs only jobs of deployments that are registered with its engine; {@code job-executor-deployment-aware}, default false
 * @param scriptLanguages of scripts in models, in lower case; {@code script-languages}, separated by commas, default none
 */
@Dependent
public record EngineSettings(
        String historyTimeToLive,
        String historyCleanupStart,
        String historyCleanupEnd,
        boolean tenantCheck,
        boolean deploymentAware,
        Set<String> scriptLanguages) {

    /** The group of the operators, for whom the engine's own tenant check does not apply; row-level security does. */
    public static final String OPERATORS = "operator";

    public EngineSettings {
        scriptLanguages = Set.copyOf(scriptLanguages);
    }

    @Inject
    public EngineSettings(
            @ConfigProperty(name = "netbuild.engine.history-time-to-live", defaultValue = "P180D")
                    String historyTimeToLive,
            @ConfigProperty(name = "netbuild.engine.history-cleanup-start", defaultValue = "01:00")
                    String historyCleanupStart,
            @ConfigProperty(name = "netbuild.engine.history-cleanup-end", defaultValue = "05:00")
                    String historyCleanupEnd,
            @ConfigProperty(name = "netbuild.engine.tenant-check", defaultValue = "true") boolean tenantCheck,
            @ConfigProperty(name = "netbuild.engine.job-executor-deployment-aware", defaultValue = "false")
                    boolean deploymentAware,
            @ConfigProperty(name = "netbuild.engine.script-languages") Optional<Set<String>> scriptLanguages) {
        this(
                historyTimeToLive,
                historyCleanupStart,
                historyCleanupEnd,
                tenantCheck,
                deploymentAware,
                scriptLanguages.orElseGet(Set::of));
    }
}
