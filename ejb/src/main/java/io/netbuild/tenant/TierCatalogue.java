package io.netbuild.tenant;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.Tier;
import io.netbuild.tenant.internal.JdbcTierStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;

/**
 * All that depends on a tier. It is a table of the database, so that operators can change it while the server runs; a change is in use at once on all
 * nodes. While the registry does not answer, what was known of the tiers stays in use.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
public class TierCatalogue {

    private final RegistryCache<String, Map<Tier, TierProfile>> cache;

    @Inject
    TierCatalogue(JdbcTierStore store, RegistryReads reads, RegistryLease lease) {
        this.cache = new RegistryCache<>(lease, all -> Optional.of(reads.call(store::all)));
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected TierCatalogue() {
        this.cache = null;
    }

    public TierProfile profile(Tier tier) {
        TierProfile profile = profiles().get(tier);
        if (profile == null) {
            throw new NetBuildException(ErrorCode.INTERNAL, "The tier catalogue has no row for " + tier);
        }
        return profile;
    }

    private Map<Tier, TierProfile> profiles() {
        return Sql.call(() -> cache.get("all")).map(RegistryCache.Known::value).orElseThrow();
    }

    void forget(@Observes RegistryChange change) {
        if (change instanceof RegistryChange.OfTiers || change instanceof RegistryChange.OfAll) {
            cache.forgetAll();
        }
    }
}
