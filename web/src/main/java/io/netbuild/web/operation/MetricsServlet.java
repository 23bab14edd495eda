package io.netbuild.web.operation;

import io.netbuild.kernel.NetBuildException;
import io.netbuild.metric.PlatformMetrics;
import io.netbuild.web.Callers;
import io.netbuild.web.problem.Problem;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Metrics for Prometheus, which needs an operator's token. */
@WebServlet("/metrics")
public class MetricsServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    private final transient PlatformMetrics metrics;

    @Inject
    MetricsServlet(PlatformMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            Callers.of(request.getUserPrincipal()).requireOperator();
            response.setContentType(TEXT_FORMAT);
            response.getWriter().write(metrics.scrape());
        } catch (NetBuildException e) {
            Problem.of(e).write(response);
        }
    }
}
