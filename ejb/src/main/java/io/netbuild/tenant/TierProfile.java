package io.netbuild.tenant;

import io.netbuild.context.SessionLimits;
import io.netbuild.kernel.Isolation;
import io.netbuild.kernel.Tier;
import java.util.Map;

/**
 * A row of the tier catalogue.
 *
 * @param limits what is missing is unlimited
 * @param jobWeight the share of job executions against other tiers'
 * @param connections to PostgreSQL that a tenant may use at the same time on one server of the platform
 * @param standby whether a {@link Isolation#DATABASE} placement has a streaming standby
 */
public record TierProfile(
        Tier tier,
        Isolation defaultIsolation,
        boolean standby,
        Map<Limit, Long> limits,
        SessionLimits session,
        int jobWeight,
        int pgbouncerPool,
        int connections) {

    public TierProfile {
        limits = Map.copyOf(limits);
    }
}
