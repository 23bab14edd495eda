package io.netbuild.web.apps;

import io.netbuild.web.engineapi.EngineRestErrors;
import jakarta.ws.rs.ApplicationPath;
import java.util.Set;
import org.camunda.bpm.welcome.impl.web.WelcomeApplication;

/** What the pages of Welcome ask for. */
@ApplicationPath("/api/welcome")
public class WelcomeApi extends WelcomeApplication {

    @Override
    public Set<Class<?>> getClasses() {
        return EngineRestErrors.insteadOfTheEngines(super.getClasses());
    }
}
