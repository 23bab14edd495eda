package io.netbuild.web.apps;

import io.netbuild.kernel.TenantId;
import io.netbuild.kernel.TenantStatus;
import io.netbuild.probe.IsolationProbes;
import io.netbuild.security.Caller;
import io.netbuild.tenant.Tenant;
import io.netbuild.tenant.TenantRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** The tenants between which a caller can switch: its own, or, for operators, all that are active, without those that probes make for a minute. */
@ApplicationScoped
public class TenantChoice {

    private final TenantRegistry registry;

    @Inject
    TenantChoice(TenantRegistry registry) {
        this.registry = registry;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected TenantChoice() {
        this(null);
    }

    /** Ordered by id; empty when there are none, or the caller belongs nowhere. */
    public List<TenantId> of(Caller caller) {
        if (caller.isOperator()) {
            return registry.withStatus(TenantStatus.ACTIVE).stream()
                    .filter(tenant -> !IsolationProbes.isOfAProbe(tenant))
                    .map(Tenant::id)
                    .sorted()
                    .toList();
        }
        return caller.tenant().stream().toList();
    }
}
