package io.netbuild.web.apps;

import io.netbuild.access.TenantAccess;
import io.netbuild.context.BoundTenant;
import io.netbuild.context.TenantContext;
import io.netbuild.engine.EngineRouter;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.metric.PlatformMetrics;
import io.netbuild.security.Caller;
import io.netbuild.tenant.Placement;
import io.netbuild.web.Callers;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;

/**
 * The way of every request to the web applications into its tenant's scope. The tenant stands where they have the name of an engine: in {@code
 * /app/cockpit/{tenant}/}, {@code /api/engine/engine/{tenant}/…} and so on. Operators may name any, others only their own. Requests without a tenant are led
 * to one. Nobody comes here who is not signed in.
 */
public class AppRequests extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final String FOR_A_DAY = "private, max-age=86400";

    private final transient TenantAccess access;
    private final transient TenantChoice choice;
    private final transient EngineRouter router;
    private final transient PlatformMetrics metrics;

    @Inject
    AppRequests(TenantAccess access, TenantChoice choice, EngineRouter router, PlatformMetrics metrics) {
        this.access = access;
        this.choice = choice;
        this.router = router;
        this.metrics = metrics;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        AppPath path = pathOf(request);
        try {
            serve(path, Callers.of(request.getUserPrincipal()), request, response, chain);
        } catch (NetBuildException e) {
            Refusals.write(path, e, response);
        }
    }

    private static AppPath pathOf(HttpServletRequest request) throws IOException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        boolean file = !path.endsWith("/")
                && !path.endsWith(".html")
                && request.getServletContext().getResource(path) != null;
        return file ? AppPath.file() : AppPath.of(path);
    }

    private void serve(
            AppPath path, Caller caller, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        AppSession session = AppSession.of(request, caller);
        switch (path.kind()) {
            case ENTRANCE -> lead(path, caller, request, response);
            case PAGE, INTERFACE -> {
                String name = path.tenant().orElseThrow();
                if (path.kind() == AppPath.Kind.PAGE && name.equals(Placement.SHARED.engine())) {
                    lead(path, caller, request, response);
                } else {
                    serve(new TenantId(name), caller, session, request, response, chain);
                }
            }
            case FILE -> {
                response.setHeader("Cache-Control", FOR_A_DAY); // pages ask for them with their version
                chain.doFilter(request, response);
            }
            case ENGINES -> chain.doFilter(request, response);
            case NOTHING -> throw new NetBuildException(ErrorCode.NOT_FOUND, "There is nothing at this path");
        }
    }

    private void lead(AppPath path, Caller caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        TenantId tenant = choice.of(caller).stream()
                .findFirst()
                .orElseThrow(() -> new NetBuildException(ErrorCode.NOT_FOUND, "There is no tenant yet"));
        response.sendRedirect("%s/app/%s/%s/".formatted(request.getContextPath(), path.app(), tenant));
    }

    private void serve(
            TenantId tenant,
            Caller caller,
            AppSession session,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws IOException, ServletException {
        long start = System.nanoTime();
        try (TenantContext.Entered scope = access.enter(caller, tenant)) {
            requireOpen(TenantContext.requireTenant());
            Authentications only = new Authentications();
            only.addOrReplace(session.user(caller, tenant, router.current()));
            Authentications.setCurrent(only);
            try {
                chain.doFilter(request, response);
            } finally {
                Authentications.clearCurrent();
                metrics.call("webapps", response.getStatus(), Duration.ofNanos(System.nanoTime() - start));
            }
        }
    }

    /** A suspended tenant can be read by the REST APIs at most; its applications are closed, for operators too. */
    private static void requireOpen(BoundTenant tenant) {
        if (tenant.access() == BoundTenant.Access.OFFBOARDING) {
            throw new NetBuildException(
                    ErrorCode.TENANT_SUSPENDED,
                    "Tenant '%s' is being offboarded: its web applications are closed".formatted(tenant.id()));
        }
        if (tenant.access() == BoundTenant.Access.SUSPENDED) {
            throw new NetBuildException(
                    ErrorCode.TENANT_SUSPENDED,
                    "Tenant '%s' is suspended: its web applications are closed".formatted(tenant.id()));
        }
    }
}
