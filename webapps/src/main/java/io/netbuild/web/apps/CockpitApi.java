package io.netbuild.web.apps;

import io.netbuild.web.engineapi.EngineRestErrors;
import jakarta.ws.rs.ApplicationPath;
import java.util.Set;
import org.camunda.bpm.cockpit.impl.web.CockpitApplication;

/** What the pages of Cockpit ask for. */
@ApplicationPath("/api/cockpit")
public class CockpitApi extends CockpitApplication {

    @Override
    public Set<Class<?>> getClasses() {
        return EngineRestErrors.insteadOfTheEngines(super.getClasses());
    }
}
