package io.netbuild.probe;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToLongFunction;

/**
 * What a probe has found.
 *
 * @param node the server that it ran on
 * @param versions of everything that takes part in isolation, by its name
 * @param tenants the tenants that were made for it
 * @param unavailable why a way could not be tried, for those that could not
 * @param attempts in the order in which they were made
 */
public record ProbeReport(
        UUID id,
        Instant startedAt,
        Duration duration,
        String node,
        Map<String, String> versions,
        List<ProbedTenant> tenants,
        Map<ProbePath, String> unavailable,
        List<AttemptResult> attempts,
        List<Control> controls) {

    /**
     * @param name the name in the report, such as {@code shared-a}
     * @param isolation SHARED, SCHEMA or DATABASE
     */
    public record ProbedTenant(String name, String id, String isolation) {}

    public ProbeReport {
        versions = Map.copyOf(versions);
        tenants = List.copyOf(tenants);
        unavailable = Map.copyOf(unavailable);
        attempts = List.copyOf(attempts);
        controls = List.copyOf(controls);
    }

    /** One for each way, also for those that are not available. */
    public List<PathSummary> paths() {
        return Arrays.stream(ProbePath.values())
                .map(path -> PathSummary.of(path, unavailable.getOrDefault(path, ""), attempts, controls))
                .toList();
    }

    /** How many attempts were really made. */
    public long tried() {
        return sum(PathSummary::attempts);
    }

    public long leaks() {
        return sum(PathSummary::leaks);
    }

    /** Attempts that failed, and controls that did not work. */
    public long errors() {
        return sum(path -> path.errors() + path.failedControls());
    }

    private long sum(ToLongFunction<PathSummary> part) {
        return paths().stream().mapToLong(part).sum();
    }

    public Verdict verdict() {
        if (leaks() > 0) {
            return Verdict.LEAK;
        }
        return errors() > 0 || tried() == 0 || controls.isEmpty() ? Verdict.INCONCLUSIVE : Verdict.ISOLATED;
    }
}
