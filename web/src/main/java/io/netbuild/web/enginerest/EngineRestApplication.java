package io.netbuild.web.enginerest;

import io.netbuild.web.engineapi.DefinitionsByKey;
import io.netbuild.web.engineapi.EngineRestErrors;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.camunda.bpm.engine.rest.impl.CamundaRestResources;

/**
 * The complete REST API of the engine. It knows nothing of tenants: requests come through {@link io.netbuild.web.TenantRequests}, and the engine it
 * looks up is the tenant's ({@link TenantEngineProvider}).
 */
@ApplicationPath("/engine-rest")
public class EngineRestApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        Set<Class<?>> classes = EngineRestErrors.insteadOfTheEngines(CamundaRestResources.getConfigurationClasses());
        classes.addAll(CamundaRestResources.getResourceClasses());
        classes.add(TenantBaseUri.class);
        classes.add(DefinitionsByKey.class);
        classes.add(WithoutTelemetry.class);
        return classes;
    }
}
