package io.netbuild.engine;

import io.netbuild.kernel.InvalidField;
import io.netbuild.kernel.Tier;
import io.netbuild.tenant.Tenant;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How long engines of tenants' own are kept without being needed.
 *
 * @param idleTime after which one is put to rest, a second at least; {@code netbuild.engine.idle-time}, default 5 min
 * @param pinnedTiers whose engines are never put to rest; {@code netbuild.engine.pinned-tiers}, separated by commas, default none
 */
@Dependent
public record ResidenceSettings(Duration idleTime, Set<Tier> pinnedTiers) {

    /** A tenant's label, and the value of it that keeps its engine awake. */
    static final String LABEL = "engine";

    static final String PINNED = "pinned";

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    public ResidenceSettings {
        if (idleTime.compareTo(SHORTEST) < 0) {
            throw InvalidField.of("netbuild.engine.idle-time", idleTime, "PT1S or more");
        }
        pinnedTiers = Set.copyOf(pinnedTiers);
    }

    @Inject
    public ResidenceSettings(
            @ConfigProperty(name = "netbuild.engine.idle-time", defaultValue = "PT5M") Duration idleTime,
            @ConfigProperty(name = "netbuild.engine.pinned-tiers") Optional<List<String>> pinnedTiers) {
        this(idleTime, tiers(pinnedTiers.orElseGet(List::of)));
    }

    private static Set<Tier> tiers(List<String> names) {
        Set<Tier> tiers = EnumSet.noneOf(Tier.class);
        names.forEach(name -> tiers.add(Tier.parse(name.strip())));
        return tiers;
    }

    boolean isPinned(Tenant tenant) {
        return PINNED.equals(tenant.labels().get(LABEL)) || pinnedTiers.contains(tenant.tier());
    }
}
