package io.netbuild.web.enginerest;

import io.netbuild.engine.EngineRouter;
import io.netbuild.tenant.Placement;
import jakarta.enterprise.inject.spi.CDI;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.rest.spi.ProcessEngineProvider;
import org.jspecify.annotations.Nullable;

/**
 * The engine of the request's tenant, and no other: there is exactly one, whatever name is asked for. Clients that name no engine or the default one
 * get it as well, because that is what they are configured to do.
 */
public class TenantEngineProvider implements ProcessEngineProvider {

    private static ProcessEngine current() {
        return CDI.current().select(EngineRouter.class).get().current();
    }

    @Override
    public ProcessEngine getDefaultProcessEngine() {
        return current();
    }

    /** @return null for every other name, which the API answers with status 400 */
    @Override
    public @Nullable ProcessEngine getProcessEngine(String name) {
        ProcessEngine engine = current();
        return name.equals(engine.getName()) || name.equals(Placement.SHARED.engine()) ? engine : null;
    }

    @Override
    public Set<String> getProcessEngineNames() {
        return Set.of(current().getName());
    }
}
