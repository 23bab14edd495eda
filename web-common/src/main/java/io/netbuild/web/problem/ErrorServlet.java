package io.netbuild.web.problem;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.web.WebLog;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** The errors that the server itself answers with, such as a missing token or an unknown path, as problem documents. Each war maps it to {@code /error}. */
public class ErrorServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final String REFUSAL = ErrorServlet.class.getName() + ".refusal";

    /** Says why the container is about to refuse the request, where it would know the status only. */
    public static void answer(HttpServletRequest request, NetBuildException refusal) {
        request.setAttribute(REFUSAL, refusal);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getDispatcherType() != DispatcherType.ERROR) {
            Problem.of(ErrorCode.NOT_FOUND, "There is nothing here").write(response);
            return;
        }
        Object refusal = request.getAttribute(REFUSAL);
        Object failure = refusal == null ? request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) : refusal;
        String path = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
        boolean engineRest = path.contains("/engine-rest");
        NetBuildException fault = failure instanceof Throwable thrown
                ? Faults.of(thrown)
                : new NetBuildException(Faults.ofStatus(response.getStatus()), detail(response.getStatus()));
        Problem problem = engineRest
                ? Problem.ofEngine(
                        fault.code(), fault.code().status(), fault.getMessage(), "RestException", 0, Map.of())
                : Problem.of(fault);
        if (failure instanceof Throwable thrown && Faults.isUnknown(fault)) {
            WebLog.LOG.failed(problem.instance(), thrown);
        }
        problem.write(response);
    }

    private static String detail(int status) {
        return status == HttpServletResponse.SC_UNAUTHORIZED
                ? "Credentials are missing or wrong"
                : "The request was refused with status " + status;
    }
}
