package io.netbuild.web.apps;

import io.netbuild.web.engineapi.DefinitionsByKey;
import io.netbuild.web.engineapi.EngineRestErrors;
import jakarta.ws.rs.ApplicationPath;
import java.util.Set;
import org.camunda.bpm.webapp.impl.engine.EngineRestApplication;

/** The engine's own API as the pages of all web applications use it: with the name of the engine, which is the tenant's id. */
@ApplicationPath("/api/engine")
public class EngineApi extends EngineRestApplication {

    @Override
    public Set<Class<?>> getClasses() {
        Set<Class<?>> classes = EngineRestErrors.insteadOfTheEngines(super.getClasses());
        classes.add(DefinitionsByKey.class);
        return classes;
    }
}
