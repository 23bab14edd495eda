package io.netbuild.engine.internal;

import io.netbuild.context.TenantContext;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProvider;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderCaseInstanceContext;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderHistoricDecisionInstanceContext;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderProcessInstanceContext;
import org.jspecify.annotations.Nullable;

/** What a tenant starts from a definition that is shared by all belongs to that tenant. */
final class CurrentTenantIds implements TenantIdProvider {

    /** The current tenant's id; null in the system scope, whose work belongs to nobody. */
    static @Nullable String get() {
        return TenantContext.tenant().map(tenant -> tenant.id().value()).orElse(null);
    }

    @Override
    public @Nullable String provideTenantIdForProcessInstance(TenantIdProviderProcessInstanceContext context) {
        return get();
    }

    @Override
    public @Nullable String provideTenantIdForCaseInstance(TenantIdProviderCaseInstanceContext context) {
        return get();
    }

    @Override
    public @Nullable String provideTenantIdForHistoricDecisionInstance(
            TenantIdProviderHistoricDecisionInstanceContext context) {
        return get();
    }
}
