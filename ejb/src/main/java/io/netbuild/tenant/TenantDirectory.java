package io.netbuild.tenant;

import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.tenant.internal.JdbcTenantStore;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The registry as the hot path sees it: kept in memory for a moment, so that a request costs no query and a change made on another server is
 * known here within {@code netbuild.tenant.cache-ttl} (default 2 s). Changes of this server are known when they have committed. When the
 * registry does not answer, what was known stays in use.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
public class TenantDirectory {

    private final JdbcTenantStore store;
    private final long lifetimeNanos;
    private final Map<TenantId, Entry> entries = new ConcurrentHashMap<>();

    @Resource(lookup = "java:jboss/TransactionSynchronizationRegistry")
    TransactionSynchronizationRegistry transactions;

    /** @param beingRead whether a thread is just reading it again; the others go on with this one meanwhile */
    private record Entry(Tenant tenant, long readAt, AtomicBoolean beingRead) {}

    @Inject
    TenantDirectory(
            JdbcTenantStore store,
            @ConfigProperty(name = "netbuild.tenant.cache-ttl", defaultValue = "PT2S") Duration lifetime) {
        this.store = store;
        this.lifetimeNanos = lifetime.toNanos();
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected TenantDirectory() {
        this(null, Duration.ZERO);
    }

    /** @throws NetBuildException with {@link io.netbuild.kernel.ErrorCode#UNKNOWN_TENANT} */
    public Tenant get(TenantId id) {
        return find(id).orElseThrow(() -> TenantRegistry.unknown(id));
    }

    public Optional<Tenant> find(TenantId id) {
        Entry known = entries.get(id);
        if (known != null
                && (System.nanoTime() - known.readAt() < lifetimeNanos
                        || !known.beingRead().compareAndSet(false, true))) {
            return Optional.of(known.tenant());
        }
        return load(id, known);
    }

    private Optional<Tenant> load(TenantId id, @Nullable Entry known) {
        try {
            long now = System.nanoTime();
            Optional<Tenant> tenant = store.find(id);
            tenant.ifPresentOrElse(
                    found -> entries.put(id, new Entry(found, now, new AtomicBoolean())), () -> entries.remove(id));
            return tenant;
        } catch (SQLException e) {
            if (known != null) {
                return Optional.of(known.tenant());
            }
            return Sql.call(() -> {
                throw e;
            });
        } finally {
            if (known != null) {
                known.beingRead().set(false);
            }
        }
    }

    /** Reads the tenant again at its next use, once the running transaction has ended. Called within it. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void forgetAfterCommit(TenantId id) {
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // nothing has changed for others yet
            }

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    entries.remove(id);
                }
            }
        });
    }
}
