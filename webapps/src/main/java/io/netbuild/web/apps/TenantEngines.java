package io.netbuild.web.apps;

import io.netbuild.context.TenantContext;
import io.netbuild.engine.EngineRouter;
import jakarta.enterprise.inject.spi.CDI;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.rest.spi.ProcessEngineProvider;
import org.jspecify.annotations.Nullable;

/**
 * Engines as the web applications look them up: by the id of the request's tenant, or by the name that its engine itself has, which their resources pass on to
 * each other. No other name has an engine, and outside of a tenant's scope there is none.
 */
public class TenantEngines implements ProcessEngineProvider {

    @Override
    public @Nullable ProcessEngine getDefaultProcessEngine() {
        return TenantContext.tenant().isPresent() ? current() : null;
    }

    @Override
    public @Nullable ProcessEngine getProcessEngine(String name) {
        return TenantContext.tenant()
                .filter(tenant -> name.equals(tenant.id().value()) || name.equals(tenant.engine()))
                .map(tenant -> current())
                .orElse(null);
    }

    @Override
    public Set<String> getProcessEngineNames() {
        return TenantContext.tenant().map(tenant -> Set.of(tenant.id().value())).orElseGet(Set::of);
    }

    private static ProcessEngine current() {
        return CDI.current().select(EngineRouter.class).get().current();
    }
}
