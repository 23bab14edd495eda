package io.netbuild.web.apps;

import io.netbuild.web.engineapi.EngineRestErrors;
import jakarta.ws.rs.ApplicationPath;
import java.util.Set;
import org.camunda.bpm.admin.impl.web.AdminApplication;
import org.camunda.bpm.admin.impl.web.SetupResource;
import org.camunda.bpm.webapp.impl.security.auth.UserAuthenticationResource;

/** What the pages of Admin ask for; signing in with a password and making a first administrator are not among it. */
@ApplicationPath("/api/admin")
public class AdminApi extends AdminApplication {

    @Override
    public Set<Class<?>> getClasses() {
        Set<Class<?>> classes = EngineRestErrors.insteadOfTheEngines(super.getClasses());
        classes.remove(UserAuthenticationResource.class);
        classes.remove(SetupResource.class);
        classes.add(SignedInUserResource.class);
        return classes;
    }
}
