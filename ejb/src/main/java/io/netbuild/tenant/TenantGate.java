package io.netbuild.tenant;

import io.netbuild.context.BoundTenant;
import io.netbuild.context.BoundTenant.Access;
import io.netbuild.context.TenantContext;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.kernel.TenantStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The way into a tenant's scope. Whoever calls has verified that the caller belongs there; here it is checked that the tenant exists and may
 * work now. A suspended tenant may read, unless {@code netbuild.tenant.suspended-reads} is false (default true): its transactions are read-only
 * then, which the database enforces. So may all tenants on a node that is fenced: one that cannot find out what has become of them. A request for a tenant that is just
 * moving waits until it has arrived, for {@code netbuild.move.wait} at most (default 3 s).
 */
@ApplicationScoped
public class TenantGate {

    private static final int RETRY_AFTER_SECONDS = 2;
    private static final long LOOK_MILLIS = 10;

    /** Each holds a thread of the server. */
    private static final int MOST_WAITING = 16;

    private final TenantDirectory directory;
    private final TierCatalogue tiers;
    private final RegistryLease lease;
    private final TenantHome home;
    private final boolean suspendedReads;
    private final Duration moveWait;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private final Visits visits = new Visits();

    @Inject
    TenantGate(
            TenantDirectory directory,
            TierCatalogue tiers,
            RegistryLease lease,
            TenantHome home,
            @ConfigProperty(name = "netbuild.tenant.suspended-reads", defaultValue = "true") boolean suspendedReads,
            @ConfigProperty(name = "netbuild.move.wait", defaultValue = "PT3S") Duration moveWait) {
        this.directory = directory;
        this.tiers = tiers;
        this.lease = lease;
        this.home = home;
        this.suspendedReads = suspendedReads;
        this.moveWait = moveWait;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected TenantGate() {
        this(null, null, null, null, false, Duration.ZERO);
    }

    /**
     * Enters the tenant's scope on this thread. To be called outside of a transaction.
     *
     * @throws NetBuildException with {@link ErrorCode#UNKNOWN_TENANT}, {@link ErrorCode#TENANT_SUSPENDED}, {@link ErrorCode#TENANT_NOT_READY} or
     *     {@link ErrorCode#TENANT_UNAVAILABLE}
     */
    public TenantContext.Entered enter(TenantId id) {
        return visit(id, () -> enter(admit(id, true)));
    }

    /**
     * Enters the tenant's scope for work that has to write, such as a job.
     *
     * @throws NetBuildException as {@link #enter} does, and {@link ErrorCode#TENANT_SUSPENDED} for every suspended tenant, {@link
     *     ErrorCode#TENANT_UNAVAILABLE} for every tenant on a fenced node
     */
    public TenantContext.Entered enterToWrite(TenantId id) {
        return visit(id, () -> {
            Admission admission = admit(id);
            if (admission.bound().readOnly()) {
                throw refusedWrite(admission.bound());
            }
            return enter(admission);
        });
    }

    /** Counted from before it is admitted, so that whoever finds nobody inside after a change knows that all who come will find the change. */
    private TenantContext.Entered visit(TenantId id, Supplier<TenantContext.Entered> entrance) {
        visits.begin(id);
        try {
            TenantContext.Entered scope = entrance.get();
            return () -> {
                try {
                    scope.close();
                } finally {
                    visits.end(id);
                }
            };
        } catch (RuntimeException e) {
            visits.end(id);
            throw e;
        }
    }

    /**
     * Waits until nobody is in the tenant's scope on this node any more. Who was let in before the tenant was frozen may begin transactions until then.
     *
     * @return whether it came to that
     */
    public boolean awaitEmpty(TenantId id, Duration longest) {
        return visits.awaitNone(id, longest);
    }

    /** Home is entered last and left last: it may have to be made ready in the tenant's scope, and must stay while the scope does. */
    private TenantContext.Entered enter(Admission admission) {
        TenantContext.Entered scope = TenantContext.enter(admission.bound());
        if (!admission.tenant().placement().isolation().ownEngine()) {
            return scope;
        }
        try {
            TenantHome.Stay stay = home.enter(admission.tenant());
            return () -> {
                try {
                    scope.close();
                } finally {
                    stay.close();
                }
            };
        } catch (RuntimeException e) {
            scope.close();
            throw e;
        }
    }

    /**
     * Enters the tenant's scope for work that shall not write, because it may read from a standby, whatever the tenant's status would let it do.
     *
     * @throws NetBuildException as {@link #enter} does
     */
    public TenantContext.Entered enterToRead(TenantId id) {
        return visit(id, () -> {
            Admission admission = admit(id, true);
            BoundTenant bound = admission.bound();
            return bound.readOnly()
                    ? enter(admission)
                    : enter(admitted(admission.tenant(), Access.STANDBY, bound.since()));
        });
    }

    /** Enters the scope of a tenant that is just being made, moved or removed, whatever its status. For the platform's own work on it. */
    public TenantContext.Entered enterForMaintenance(Tenant tenant) {
        return TenantContext.enter(bound(tenant, Access.MAINTENANCE, System.nanoTime()));
    }

    /**
     * For a transaction that begins in the scope of the tenant: what was known when the scope was entered may have been overtaken, if the thread was
     * away or is at work for long. Does nothing for a scope that only reads.
     *
     * @throws NetBuildException as {@link #enterToWrite} does
     */
    public void readmit(BoundTenant tenant) {
        if (tenant.access() == Access.WRITE && !lease.covers(tenant.since())) {
            BoundTenant present = admit(tenant.id()).bound();
            if (present.readOnly()) {
                throw refusedWrite(present);
            }
        }
    }

    /** The tenant was found not to live where it was thought to, so that whoever looks it up next reads it anew. */
    public void departed(BoundTenant tenant) {
        directory.forget(tenant.id());
    }

    /** Waits for a tenant that is moving; the thread has nothing else meanwhile, no connection above all. */
    private void awaitArrival(TenantId id) {
        if (TenantContext.scope().isPresent() || !waiting.tryAcquire()) {
            return;
        }
        long end = System.nanoTime() + moveWait.toNanos();
        visits.end(id); // whoever moves it does not wait for those who wait for that
        try {
            do {
                Thread.sleep(LOOK_MILLIS);
            } while (isMoving(id) && end - System.nanoTime() > 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            visits.begin(id);
            waiting.release();
        }
    }

    private boolean isMoving(TenantId id) {
        return directory.get(id).tenant().status() == TenantStatus.MOVING;
    }

    /** A tenant as it was known when it was let in. */
    private record Admission(Tenant tenant, BoundTenant bound) {}

    private Admission admit(TenantId id) {
        return admit(id, false);
    }

    /** @param patient whether to wait for a tenant that is moving */
    private Admission admit(TenantId id, boolean patient) {
        long since = System.nanoTime();
        TenantDirectory.Entry entry = directory.get(id);
        Tenant tenant = entry.tenant();
        return switch (tenant.status()) {
            case ACTIVE -> admitted(tenant, entry.certain() ? Access.WRITE : Access.FENCED, since);
            case SUSPENDED, OFFBOARDING -> {
                if (!suspendedReads) {
                    throw suspended(tenant.id());
                }
                yield admitted(tenant, Access.SUSPENDED, since);
            }
            case MOVING -> {
                if (patient) {
                    awaitArrival(id);
                    yield admit(id, false);
                }
                throw new NetBuildException(
                        ErrorCode.TENANT_UNAVAILABLE,
                        "Tenant '%s' is being moved".formatted(tenant.id()),
                        Map.of("retryAfterSeconds", RETRY_AFTER_SECONDS));
            }
            case PROVISIONING, FAILED ->
                throw new NetBuildException(
                        ErrorCode.TENANT_NOT_READY, "Tenant '%s' is %s".formatted(tenant.id(), tenant.status()));
            case ERASED -> throw TenantRegistry.unknown(tenant.id());
        };
    }

    /** The answer to a write of a tenant that may only read. */
    public static NetBuildException refusedWrite(BoundTenant tenant) {
        return switch (tenant.access()) {
            case FENCED -> RegistryLease.fenced();
            case STANDBY ->
                new NetBuildException(
                        ErrorCode.TENANT_UNAVAILABLE,
                        "The database of tenant '%s' does not answer; its standby can be read only"
                                .formatted(tenant.id()),
                        Map.of("retryAfterSeconds", RETRY_AFTER_SECONDS));
            case SUSPENDED, WRITE, MAINTENANCE -> suspended(tenant.id());
        };
    }

    private static NetBuildException suspended(TenantId id) {
        return new NetBuildException(
                ErrorCode.TENANT_SUSPENDED, "Tenant '%s' is suspended: nothing can be changed".formatted(id));
    }

    private Admission admitted(Tenant tenant, Access access, long since) {
        return new Admission(tenant, bound(tenant, access, since));
    }

    private BoundTenant bound(Tenant tenant, Access access, long since) {
        return new BoundTenant(
                tenant.id(),
                tenant.tier(),
                tenant.placement().engine(),
                tenant.epoch(),
                tiers.profile(tenant.tier()).session(),
                access,
                since);
    }
}
