package io.netbuild.web;

import io.netbuild.access.TenantAccess;
import io.netbuild.context.TenantContext;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.metric.PlatformMetrics;
import io.netbuild.security.Caller;
import io.netbuild.web.problem.Faults;
import io.netbuild.web.problem.Problem;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The way of every request into its tenant's scope. The tenant is that of the path {@code /t/{tenant}/…}, which operators may name freely and
 * others only if it is their own, or else that of the token. Within the scope the caller is the engine's authenticated user. What follows {@code
 * /t/{tenant}} is served as if it stood alone.
 */
public class TenantRequests extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final Pattern TENANT_PATH =
            Pattern.compile("/t/([^/]+)(/(?:engine-rest|api/purchase-requests)(?:/.*)?)");

    /** Tells that an answer may lag behind what was written last. */
    private static final String READ_FROM = "NetBuild-Read-From";

    private final transient TenantAccess access;
    private final transient PlatformMetrics metrics;

    @Inject
    TenantRequests(TenantAccess access, PlatformMetrics metrics) {
        this.access = access;
        this.metrics = metrics;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            Caller caller = Callers.of(request.getUserPrincipal());
            if (request.getServletPath().startsWith("/t/")
                    || request.getServletPath().equals("/t")) {
                Matcher path = TENANT_PATH.matcher(pathOf(request));
                if (!path.matches()) {
                    throw new NetBuildException(ErrorCode.NOT_FOUND, "There is nothing at " + pathOf(request));
                }
                TenantId tenant = new TenantId(path.group(1));
                serve(tenant, caller, request, response, () -> request.getRequestDispatcher(path.group(2))
                        .forward(request, response));
            } else {
                TenantId tenant = caller.tenant().orElseThrow(TenantRequests::noTenant);
                serve(tenant, caller, request, response, () -> chain.doFilter(request, response));
            }
        } catch (NetBuildException e) {
            problem(request, e).write(response);
        }
    }

    private static String pathOf(HttpServletRequest request) {
        String rest = request.getPathInfo();
        return rest == null ? request.getServletPath() : request.getServletPath() + rest;
    }

    private static NetBuildException noTenant() {
        return new NetBuildException(
                ErrorCode.NO_TENANT, "The token names no tenant; operators choose one by /t/{tenant}/…");
    }

    private interface Work {
        void run() throws IOException, ServletException;
    }

    private void serve(
            TenantId tenant, Caller caller, HttpServletRequest request, HttpServletResponse response, Work work)
            throws IOException, ServletException {
        long start = System.nanoTime();
        try (TenantContext.Entered scope =
                isRead(request) ? access.enterToRead(caller, tenant) : access.enter(caller, tenant)) {
            if (access.isReadFromStandby()) {
                response.setHeader(READ_FROM, "standby");
            }
            try {
                work.run();
            } finally {
                metrics.call(api(request), response.getStatus(), Duration.ofNanos(System.nanoTime() - start));
            }
        }
    }

    private static boolean isRead(HttpServletRequest request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    private static String api(HttpServletRequest request) {
        return pathOf(request).contains("/engine-rest") ? "engine-rest" : "api";
    }

    private static Problem problem(HttpServletRequest request, NetBuildException e) {
        Problem problem = api(request).equals("engine-rest")
                ? Problem.ofEngine(e.code(), e.code().status(), e.getMessage(), "RestException", 0, e.members())
                : Problem.of(e);
        if (Faults.isUnknown(e)) {
            WebLog.LOG.failed(problem.instance(), e);
        } else {
            WebLog.LOG.refused(problem.status(), problem.instance(), String.valueOf(e.getMessage()));
        }
        return problem;
    }
}
