package io.netbuild.tenant;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.Tier;
import io.netbuild.tenant.internal.JdbcTierStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * All that depends on a tier. It is a table of the database, so that operators can change it while the server runs; a change is in use within
 * {@link #LIFETIME}.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
public class TierCatalogue {

    /** For how long the catalogue is kept in memory. */
    public static final Duration LIFETIME = Duration.ofSeconds(10);

    private final JdbcTierStore store;
    private volatile @Nullable Snapshot snapshot;

    /** @param beingRead whether a thread is just reading it again; the others go on with this one meanwhile */
    private record Snapshot(Map<Tier, TierProfile> profiles, long readAt, AtomicBoolean beingRead) {}

    @Inject
    TierCatalogue(JdbcTierStore store) {
        this.store = store;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected TierCatalogue() {
        this(null);
    }

    public TierProfile profile(Tier tier) {
        TierProfile profile = profiles().get(tier);
        if (profile == null) {
            throw new NetBuildException(ErrorCode.INTERNAL, "The tier catalogue has no row for " + tier);
        }
        return profile;
    }

    private Map<Tier, TierProfile> profiles() {
        Snapshot known = snapshot;
        if (known != null
                && (System.nanoTime() - known.readAt() < LIFETIME.toNanos()
                        || !known.beingRead().compareAndSet(false, true))) {
            return known.profiles();
        }
        try {
            Snapshot read = new Snapshot(Sql.call(store::all), System.nanoTime(), new AtomicBoolean());
            snapshot = read;
            return read.profiles();
        } finally {
            if (known != null) {
                known.beingRead().set(false);
            }
        }
    }
}
