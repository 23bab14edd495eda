package io.netbuild.bench.server;

import io.netbuild.context.TenantContext;
import io.netbuild.kernel.TenantId;
import io.netbuild.tenant.TenantGate;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Date;
import java.util.Map;

/**
 * Starts {@code count} instances of {@code process} for {@code tenant}, each of which waits for a moment of its own: the first for {@code from}, in milliseconds since
 * 1970, the others {@code spacing} milliseconds after one another. The business key says for which.
 */
@WebServlet("/timers")
public class TimersServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient BenchCalls calls;

    @Inject
    transient TenantGate gate;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        TenantId tenant = new TenantId(request.getParameter("tenant"));
        String process = request.getParameter("process");
        int count = Integer.parseInt(request.getParameter("count"));
        double from = Double.parseDouble(request.getParameter("from"));
        double spacing = Double.parseDouble(request.getParameter("spacing"));
        try (TenantContext.Entered scope = gate.enter(tenant)) {
            for (int i = 0; i < count; i++) {
                long due = (long) (from + i * spacing);
                calls.start(process, Long.toString(due), Map.of("due", new Date(due)));
            }
        }
        response.setContentType("application/json");
        response.getWriter().print("{}");
    }
}
