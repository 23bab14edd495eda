package io.netbuild.web.enginerest;

import jakarta.annotation.Priority;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;

/** Links in answers lead back to where the request came in: under {@code /t/{tenant}} when it was sent there. */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION)
public class TenantBaseUri implements ContainerRequestFilter {

    private static final String ENGINE_REST = "/engine-rest";

    @Context
    HttpServletRequest servletRequest;

    @Override
    public void filter(ContainerRequestContext request) {
        if (servletRequest.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI) instanceof String came) {
            URI served = request.getUriInfo().getRequestUri();
            int end = came.indexOf(ENGINE_REST) + ENGINE_REST.length();
            URI base = UriBuilder.fromUri(served)
                    .replacePath(came.substring(0, end) + "/")
                    .replaceQuery(null)
                    .build();
            request.setRequestUri(
                    base, UriBuilder.fromUri(served).replacePath(came).build());
        }
    }
}
