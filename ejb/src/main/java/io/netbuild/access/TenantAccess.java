package io.netbuild.access;

import io.netbuild.context.BoundTenant;
import io.netbuild.context.TenantContext;
import io.netbuild.engine.EngineRouter;
import io.netbuild.fairness.FairPermits;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.placement.PlacementDataSources;
import io.netbuild.security.Caller;
import io.netbuild.tenant.Tenant;
import io.netbuild.tenant.TenantDirectory;
import io.netbuild.tenant.TenantGate;
import io.netbuild.tenant.TierCatalogue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;

/** A caller's way into a tenant's scope, in which it is the engine's authenticated user. */
@ApplicationScoped
public class TenantAccess {

    private final TenantGate gate;
    private final EngineRouter router;
    private final TenantCalls calls;
    private final TenantDirectory directory;
    private final TierCatalogue tiers;
    private final PlacementDataSources dataSources;

    @Inject
    TenantAccess(
            TenantGate gate,
            EngineRouter router,
            TenantCalls calls,
            TenantDirectory directory,
            TierCatalogue tiers,
            PlacementDataSources dataSources) {
        this.gate = gate;
        this.router = router;
        this.calls = calls;
        this.directory = directory;
        this.tiers = tiers;
        this.dataSources = dataSources;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected TenantAccess() {
        this(null, null, null, null, null, null);
    }

    /**
     * Enters the tenant's scope on this thread, outside of a transaction. Closing what is returned leaves it and forgets the user.
     *
     * @throws NetBuildException with {@link io.netbuild.kernel.ErrorCode#FORBIDDEN} unless the caller is an operator or belongs to the tenant, as {@link
     *     TenantGate#enter} does, with {@link io.netbuild.kernel.ErrorCode#TOO_MANY_CALLS} when the tenant has too many calls at once, and with {@link
     *     io.netbuild.kernel.ErrorCode#TENANT_UNAVAILABLE} when its engine does not run
     */
    public TenantContext.Entered enter(Caller caller, TenantId tenant) {
        caller.requireMemberOf(tenant);
        return entered(caller, tenant, gate.enter(tenant));
    }

    /**
     * Does the same for a call that only reads. While the tenant's database does not answer, it reads from the standby if it may and there is one.
     *
     * @throws NetBuildException as {@link #enter} does
     */
    public TenantContext.Entered enterToRead(Caller caller, TenantId tenant) {
        caller.requireMemberOf(tenant);
        return entered(caller, tenant, mayReadFromStandby(tenant) ? gate.enterToRead(tenant) : gate.enter(tenant));
    }

    private boolean mayReadFromStandby(TenantId id) {
        Tenant tenant = directory.get(id).tenant();
        return dataSources.isReadFromStandby(tenant.placement().engine())
                && tiers.profile(tenant.tier()).standby();
    }

    /** Whether the tenant whose scope this is reads from the standby of its database. */
    public boolean isReadFromStandby() {
        BoundTenant tenant = TenantContext.requireTenant();
        return tenant.readOnly() && dataSources.isReadFromStandby(tenant.engine());
    }

    private TenantContext.Entered entered(Caller caller, TenantId tenant, TenantContext.Entered open) {
        TenantContext.Entered scope = begun(open);
        try {
            IdentityService identity = router.current().getIdentityService();
            identity.setAuthentication(caller.subject(), List.copyOf(caller.engineGroups()), List.of(tenant.value()));
            return () -> {
                try {
                    identity.clearAuthentication();
                } finally {
                    scope.close();
                }
            };
        } catch (RuntimeException e) {
            scope.close();
            throw e;
        }
    }

    /** The same scope as one of the tenant's calls, which waits for its turn here. */
    private TenantContext.Entered begun(TenantContext.Entered scope) {
        try {
            FairPermits.Permit permit = calls.begin(TenantContext.requireTenant());
            return () -> {
                try {
                    scope.close();
                } finally {
                    permit.close();
                }
            };
        } catch (RuntimeException e) {
            scope.close();
            throw e;
        }
    }
}
