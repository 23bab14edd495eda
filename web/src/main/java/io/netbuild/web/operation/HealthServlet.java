package io.netbuild.web.operation;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.netbuild.placement.PlacementDataSources;
import io.netbuild.platform.PlatformState;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.RegistryLease;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Health for whoever watches the process: {@code live}, {@code ready} (200 when requests can be served, 503 when not) and {@code started}. Databases of
 * single tenants do not count: they take only their own tenants down. A node whose view of the registry is not confirmed is not ready: another one may be.
 */
@WebServlet("/health/*")
public class HealthServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final transient PlatformState state;
    private final transient PlacementDataSources places;
    private final transient RegistryLease lease;

    /** @param status UP or DOWN */
    public record Check(String name, String status) {}

    @Inject
    HealthServlet(PlatformState state, PlacementDataSources places, RegistryLease lease) {
        this.state = state;
        this.places = places;
        this.lease = lease;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<Check> checks = checks(request.getPathInfo());
        if (checks == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        boolean up = checks.stream().allMatch(check -> check.status().equals("UP"));
        response.setStatus(up ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        JSON.writeValue(response.getOutputStream(), Map.of("status", up ? "UP" : "DOWN", "checks", checks));
    }

    private @Nullable List<Check> checks(@Nullable String path) {
        return switch (path == null ? "" : path) {
            case "/live" -> List.of();
            case "/started" -> List.of(check("platform", state.isReady()));
            case "/ready" ->
                List.of(
                        check("platform", state.isReady()),
                        check("database", sharedDatabaseUp()),
                        check("registry", lease.isConfirmed()));
            default -> null;
        };
    }

    private boolean sharedDatabaseUp() {
        return places.isOpen(Placement.SHARED) && !places.isDown(Placement.SHARED.engine());
    }

    private static Check check(String name, boolean up) {
        return new Check(name, up ? "UP" : "DOWN");
    }
}
