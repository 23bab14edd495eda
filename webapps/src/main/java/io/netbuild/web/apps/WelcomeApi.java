package io.netbuild.web.apps;

import jakarta.ws.rs.ApplicationPath;
import java.util.Set;
import org.camunda.bpm.welcome.impl.web.WelcomeApplication;

/** What the pages of Welcome ask for. */
@ApplicationPath("/api/welcome")
public class WelcomeApi extends WelcomeApplication {

    @Override
    public Set<Class<?>> getClasses() {
        return AppErrors.insteadOfTheEngines(super.getClasses());
    }
}
