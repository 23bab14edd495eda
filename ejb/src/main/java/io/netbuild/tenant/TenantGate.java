package io.netbuild.tenant;

import io.netbuild.context.BoundTenant;
import io.netbuild.context.BoundTenant.Access;
import io.netbuild.context.TenantContext;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The way into a tenant's scope. Whoever calls has verified that the caller belongs there; here it is checked that the tenant exists and may
 * work now. A suspended tenant may read, unless {@code netbuild.tenant.suspended-reads} is false (default true): its transactions are read-only
 * then, which the database enforces. So may all tenants on a node that is fenced: one that cannot find out what has become of them.
 */
@ApplicationScoped
public class TenantGate {

    private static final int RETRY_AFTER_SECONDS = 2;

    private final TenantDirectory directory;
    private final TierCatalogue tiers;
    private final TenantHome home;
    private final boolean suspendedReads;

    @Inject
    TenantGate(
            TenantDirectory directory,
            TierCatalogue tiers,
            TenantHome home,
            @ConfigProperty(name = "netbuild.tenant.suspended-reads", defaultValue = "true") boolean suspendedReads) {
        this.directory = directory;
        this.tiers = tiers;
        this.home = home;
        this.suspendedReads = suspendedReads;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected TenantGate() {
        this(null, null, null, false);
    }

    /**
     * Enters the tenant's scope on this thread. To be called outside of a transaction.
     *
     * @throws NetBuildException with {@link ErrorCode#UNKNOWN_TENANT}, {@link ErrorCode#TENANT_SUSPENDED}, {@link ErrorCode#TENANT_NOT_READY} or
     *     {@link ErrorCode#TENANT_UNAVAILABLE}
     */
    public TenantContext.Entered enter(TenantId id) {
        TenantDirectory.Entry entry = directory.get(id);
        return enter(entry.tenant(), admit(entry));
    }

    /**
     * Enters the tenant's scope for work that has to write, such as a job.
     *
     * @throws NetBuildException as {@link #enter} does, and {@link ErrorCode#TENANT_SUSPENDED} for every suspended tenant, {@link
     *     ErrorCode#TENANT_UNAVAILABLE} for every tenant on a fenced node
     */
    public TenantContext.Entered enterToWrite(TenantId id) {
        TenantDirectory.Entry entry = directory.get(id);
        BoundTenant bound = admit(entry);
        if (bound.readOnly()) {
            throw refusedWrite(bound);
        }
        return enter(entry.tenant(), bound);
    }

    /** Home is entered last and left last: it may have to be made ready in the tenant's scope, and must stay while the scope does. */
    private TenantContext.Entered enter(Tenant tenant, BoundTenant bound) {
        TenantContext.Entered scope = TenantContext.enter(bound);
        if (!tenant.placement().isolation().ownEngine()) {
            return scope;
        }
        try {
            TenantHome.Stay stay = home.enter(tenant);
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
        TenantDirectory.Entry entry = directory.get(id);
        BoundTenant admitted = admit(entry);
        Access access = admitted.readOnly() ? admitted.access() : Access.STANDBY;
        return enter(entry.tenant(), bound(entry.tenant(), access));
    }

    /** Enters the scope of a tenant that is just being made, moved or removed, whatever its status. For the platform's own work on it. */
    public TenantContext.Entered enterForMaintenance(Tenant tenant) {
        return TenantContext.enter(bound(tenant, Access.WRITE));
    }

    private BoundTenant admit(TenantDirectory.Entry entry) {
        Tenant tenant = entry.tenant();
        return switch (tenant.status()) {
            case ACTIVE -> bound(tenant, entry.certain() ? Access.WRITE : Access.FENCED);
            case SUSPENDED, OFFBOARDING -> {
                if (!suspendedReads) {
                    throw suspended(tenant.id());
                }
                yield bound(tenant, Access.SUSPENDED);
            }
            case MOVING ->
                throw new NetBuildException(
                        ErrorCode.TENANT_UNAVAILABLE,
                        "Tenant '%s' is being moved".formatted(tenant.id()),
                        Map.of("retryAfterSeconds", RETRY_AFTER_SECONDS));
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
            case SUSPENDED, WRITE -> suspended(tenant.id());
        };
    }

    private static NetBuildException suspended(TenantId id) {
        return new NetBuildException(
                ErrorCode.TENANT_SUSPENDED, "Tenant '%s' is suspended: nothing can be changed".formatted(id));
    }

    private BoundTenant bound(Tenant tenant, Access access) {
        return new BoundTenant(
                tenant.id(),
                tenant.tier(),
                tenant.placement().engine(),
                tiers.profile(tenant.tier()).session(),
                access);
    }
}
