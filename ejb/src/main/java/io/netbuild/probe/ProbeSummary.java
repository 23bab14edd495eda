package io.netbuild.probe;

import java.time.Instant;
import java.util.UUID;

/**
 * A kept report without its details.
 *
 * @param startedBy the operator who wanted it
 * @param verdict as {@link Verdict#label()}
 */
public record ProbeSummary(
        UUID id,
        Instant startedAt,
        long durationMillis,
        String startedBy,
        String verdict,
        long attempts,
        long leaks,
        long errors) {}
