package io.netbuild.web.enginerest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.HashSet;
import java.util.Set;
import org.camunda.bpm.engine.rest.exception.ExceptionHandler;
import org.camunda.bpm.engine.rest.exception.JsonMappingExceptionHandler;
import org.camunda.bpm.engine.rest.exception.JsonParseExceptionHandler;
import org.camunda.bpm.engine.rest.exception.ProcessEngineExceptionHandler;
import org.camunda.bpm.engine.rest.exception.RestExceptionHandler;
import org.camunda.bpm.engine.rest.impl.CamundaRestResources;

/**
 * The complete REST API of the engine. It knows nothing of tenants: requests come through {@link io.netbuild.web.TenantRequests}, and the engine it
 * looks up is the tenant's ({@link TenantEngineProvider}).
 */
@ApplicationPath("/engine-rest")
public class EngineRestApplication extends Application {

    /** The engine's error mappers, which {@link EngineRestErrors} takes the place of. */
    private static final Set<Class<?>> REPLACED = Set.of(
            ExceptionHandler.class,
            JsonMappingExceptionHandler.class,
            JsonParseExceptionHandler.class,
            ProcessEngineExceptionHandler.class,
            RestExceptionHandler.class);

    @Override
    public Set<Class<?>> getClasses() {
        Set<Class<?>> classes = new HashSet<>(CamundaRestResources.getResourceClasses());
        classes.addAll(CamundaRestResources.getConfigurationClasses());
        classes.removeAll(REPLACED);
        classes.add(EngineRestErrors.class);
        classes.add(TenantBaseUri.class);
        classes.add(DefinitionsByKey.class);
        return classes;
    }
}
