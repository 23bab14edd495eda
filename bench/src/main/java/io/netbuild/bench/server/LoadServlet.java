package io.netbuild.bench.server;

import io.netbuild.bench.load.Load;
import io.netbuild.bench.load.LoadResult;
import io.netbuild.context.TenantContext;
import io.netbuild.kernel.TenantId;
import io.netbuild.tenant.TenantGate;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * Starts instances of {@code process} for {@code tenant} and completes their task, on {@code threads} threads for {@code millis} milliseconds. Each
 * of the two calls enters the tenant's scope by the gate, as a request of its own would. With {@code threads=0} one instance with a variable is
 * started and left, for others to be copied from.
 */
@WebServlet("/load")
public class LoadServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient BenchCalls calls;

    @Inject
    transient TenantGate gate;

    @Resource
    transient ManagedThreadFactory threadFactory;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        TenantId tenant = new TenantId(request.getParameter("tenant"));
        String process = request.getParameter("process");
        int threads = Integer.parseInt(request.getParameter("threads"));
        response.setContentType("application/json");
        if (threads == 0) {
            String instance = start(tenant, process, Map.of("amount", 42));
            response.getWriter()
                    .print(Json.createObjectBuilder().add("instance", instance).build());
            return;
        }
        Duration duration = Duration.ofMillis(Long.parseLong(request.getParameter("millis")));
        try {
            LoadResult result = Load.run(
                    threads, duration, threadFactory, () -> complete(tenant, start(tenant, process, Map.of())));
            response.getWriter().print(json(result));
        } catch (ExecutionException e) {
            throw new ServletException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServletException(e);
        }
    }

    private String start(TenantId tenant, String process, Map<String, Object> variables) {
        try (TenantContext.Entered scope = gate.enter(tenant)) {
            return calls.start(process, variables);
        }
    }

    private void complete(TenantId tenant, String instance) {
        try (TenantContext.Entered scope = gate.enter(tenant)) {
            calls.complete(instance);
        }
    }

    private static String json(LoadResult result) {
        return Json.createObjectBuilder()
                .add("operations", result.operations())
                .add("seconds", result.seconds())
                .add("p50", result.p50())
                .add("p95", result.p95())
                .add("p99", result.p99())
                .build()
                .toString();
    }
}
