package io.netbuild.web.apps;

import io.netbuild.web.engineapi.EngineRestErrors;
import jakarta.ws.rs.ApplicationPath;
import java.util.Set;
import org.camunda.bpm.tasklist.impl.web.TasklistApplication;

/** What the pages of Tasklist ask for. */
@ApplicationPath("/api/tasklist")
public class TasklistApi extends TasklistApplication {

    @Override
    public Set<Class<?>> getClasses() {
        return EngineRestErrors.insteadOfTheEngines(super.getClasses());
    }
}
