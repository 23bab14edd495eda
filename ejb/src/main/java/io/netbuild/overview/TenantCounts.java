package io.netbuild.overview;

import io.netbuild.context.TenantContext;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.tenant.Tenant;
import io.netbuild.tenant.TenantGate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Counts what there is in a tenant, in its scope: one statement in its own database, wherever that is. */
@ApplicationScoped
public class TenantCounts {

    private final TenantGate gate;
    private final CountsQuery query;

    @Inject
    TenantCounts(TenantGate gate, CountsQuery query) {
        this.gate = gate;
        this.query = query;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected TenantCounts() {
        this(null, null);
    }

    /** Empty when the tenant cannot be looked into now: it is not ready, or its database does not answer. To be called outside of a transaction and of any scope. */
    public Optional<Counts> of(Tenant tenant) {
        try (TenantContext.Entered scope = gate.enter(tenant.id())) {
            return Optional.of(query.ofCurrentTenant());
        } catch (NetBuildException e) {
            return Optional.empty();
        }
    }
}
