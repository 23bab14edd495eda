package io.netbuild.tenant;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.tenant.internal.JdbcTenantStore;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The registry as the hot path sees it: kept in memory as long as the {@link RegistryLease} is confirmed, so that a request costs no query and a change
 * made on another node, or by hand, is known here at once. Changes of this node are known when they have committed. A node that is not confirmed reads
 * the registry at each use; when that fails too, what was known is told as uncertain.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
public class TenantDirectory {

    private final RegistryLease lease;
    private final RegistryCache<TenantId, Tenant> cache;
    private final AtomicBoolean uncertain = new AtomicBoolean();

    @Resource(lookup = "java:jboss/TransactionSynchronizationRegistry")
    TransactionSynchronizationRegistry transactions;

    @Inject
    TenantDirectory(JdbcTenantStore store, RegistryReads reads, RegistryLease lease) {
        this.lease = lease;
        this.cache = new RegistryCache<>(lease, id -> reads.call(() -> store.findQuickly(id)));
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected TenantDirectory() {
        this.lease = null;
        this.cache = null;
    }

    /**
     * A tenant as it is known here.
     *
     * @param certain false: it was so once, and this node cannot find out whether it still is; nothing may be changed on the strength of it
     */
    public record Entry(Tenant tenant, boolean certain) {}

    /**
     * @throws NetBuildException with {@link ErrorCode#UNKNOWN_TENANT}, and {@link ErrorCode#TENANT_UNAVAILABLE} when it was never read and cannot be read
     *     now
     */
    public Entry get(TenantId id) {
        return entry(id).orElseThrow(() -> TenantRegistry.unknown(id));
    }

    /** The tenant, whether it is certain or not. */
    public Optional<Tenant> find(TenantId id) {
        return entry(id).map(Entry::tenant);
    }

    private Optional<Entry> entry(TenantId id) {
        Optional<Entry> entry = Sql.call(() -> cache.get(id)).map(known -> new Entry(known.value(), known.certain()));
        entry.ifPresent(present -> note(present.certain()));
        return entry;
    }

    private void note(boolean certain) {
        if (uncertain.get() == certain && uncertain.compareAndSet(certain, !certain)) {
            if (certain) {
                RegistryLog.LOG.answers();
            } else {
                RegistryLog.LOG.fenced(lease.length());
            }
        }
    }

    void forget(@Observes RegistryChange change) {
        if (change instanceof RegistryChange.OfTenant of) {
            cache.forget(of.id());
        } else if (change instanceof RegistryChange.OfAll) {
            cache.forgetAll();
        }
    }

    /** Reads the tenant again at its next use, because what was known of it has turned out to be overtaken. */
    public void forget(TenantId id) {
        cache.forget(id);
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
                    cache.forget(id);
                }
            }
        });
    }
}
