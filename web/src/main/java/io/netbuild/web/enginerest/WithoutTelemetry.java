package io.netbuild.web.enginerest;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/** There is no telemetry: it tells of an engine as a whole, which is that of several tenants. The platform's own metrics take its place. */
@Provider
@PreMatching
public class WithoutTelemetry implements ContainerRequestFilter {

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getUriInfo().getPath().matches("/?(engine/[^/]+/)?telemetry/.*")) {
            throw new NetBuildException(ErrorCode.NOT_FOUND, "There is no telemetry of a tenant; see /metrics");
        }
    }
}
