package io.netbuild.web.api;

import io.netbuild.kernel.NetBuildException;
import io.netbuild.web.WebLog;
import io.netbuild.web.problem.Faults;
import io.netbuild.web.problem.Problem;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Every error of the platform's API as a problem document. */
@Provider
public class ApiErrors implements ExceptionMapper<Throwable> {

    @Override
    public Response toResponse(Throwable failure) {
        NetBuildException fault = EngineFaults.translated(Faults.of(failure));
        Problem problem = Problem.of(fault);
        if (Faults.isUnknown(fault)) {
            WebLog.LOG.failed(problem.instance(), failure);
        } else {
            WebLog.LOG.refused(problem.status(), problem.instance(), String.valueOf(fault.getMessage()));
        }
        return problem.toResponse();
    }
}
