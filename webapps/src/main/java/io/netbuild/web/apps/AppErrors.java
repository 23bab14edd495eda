package io.netbuild.web.apps;

import io.netbuild.kernel.NetBuildException;
import io.netbuild.web.WebLog;
import io.netbuild.web.problem.Faults;
import io.netbuild.web.problem.Problem;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.camunda.bpm.engine.rest.exception.ExceptionHandler;
import org.camunda.bpm.engine.rest.exception.ExceptionHandlerHelper;
import org.camunda.bpm.engine.rest.exception.JsonMappingExceptionHandler;
import org.camunda.bpm.engine.rest.exception.JsonParseExceptionHandler;
import org.camunda.bpm.engine.rest.exception.ProcessEngineExceptionHandler;
import org.camunda.bpm.engine.rest.exception.RestExceptionHandler;

/**
 * Errors of the web applications' interfaces: what only the platform knows, such as a suspended tenant, as a problem with the members that the pages read; the
 * rest as the engine answers it. For people who open a page, as a page.
 */
@Provider
public class AppErrors implements ExceptionMapper<Throwable> {

    private static final Set<Class<?>> REPLACED = Set.of(
            ExceptionHandler.class,
            JsonMappingExceptionHandler.class,
            JsonParseExceptionHandler.class,
            ProcessEngineExceptionHandler.class,
            RestExceptionHandler.class);

    private static final String PAGE =
            """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>%1$s</title>
            <style>body{font-family:sans-serif;margin:4rem auto;max-width:40rem;color:#333}</style></head>
            <body><h1>%1$s</h1><p>%2$s</p><p><a href="/camunda/">Go on to your own applications</a></p></body></html>
            """;

    /** The classes of an application, with this mapper in the place of the engine's. */
    static Set<Class<?>> insteadOfTheEngines(Set<Class<?>> classes) {
        Set<Class<?>> changed = new HashSet<>(classes);
        changed.removeAll(REPLACED);
        changed.add(AppErrors.class);
        return changed;
    }

    @Override
    public Response toResponse(Throwable failure) {
        NetBuildException fault = Faults.of(failure);
        if (Faults.isUnknown(fault)) {
            return ExceptionHandlerHelper.getInstance().getResponse(failure);
        }
        Problem problem = problem(fault);
        WebLog.LOG.refused(problem.status(), problem.instance(), String.valueOf(fault.getMessage()));
        return problem.toResponse();
    }

    static void write(AppPath path, NetBuildException fault, HttpServletResponse response) throws IOException {
        Problem problem = problem(fault);
        WebLog.LOG.refused(problem.status(), problem.instance(), String.valueOf(fault.getMessage()));
        if (path.kind() == AppPath.Kind.PAGE || path.kind() == AppPath.Kind.ENTRANCE) {
            response.setStatus(problem.status());
            response.setContentType("text/html;charset=UTF-8");
            response.getOutputStream()
                    .write(PAGE.formatted(escaped(fault.code().title()), escaped(String.valueOf(fault.getMessage())))
                            .getBytes(StandardCharsets.UTF_8));
        } else {
            problem.write(response);
        }
    }

    private static Problem problem(NetBuildException fault) {
        return Problem.ofEngine(
                fault.code(), fault.code().status(), fault.getMessage(), "RestException", 0, fault.members());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
