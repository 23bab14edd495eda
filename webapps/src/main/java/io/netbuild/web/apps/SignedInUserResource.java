package io.netbuild.web.apps;

import io.netbuild.identity.Sessions;
import io.netbuild.web.signin.SessionCookie;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.camunda.bpm.webapp.impl.security.auth.Authentication;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationDto;
import org.camunda.bpm.webapp.impl.security.auth.Authentications;

/** The signed-in user, in the tenant that the pages are open for, and the way out. */
@Path("/auth/user/{tenant}")
public class SignedInUserResource {

    @Inject
    Sessions sessions;

    @Context
    HttpServletRequest request;

    @Context
    HttpServletResponse response;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public AuthenticationDto user(@PathParam("tenant") String tenant) {
        Authentication user = Authentications.getCurrent().getAuthenticationForProcessEngine(tenant);
        if (user == null) {
            throw new NotFoundException();
        }
        return AuthenticationDto.fromAuthentication(user);
    }

    /** Signs out of all applications, everywhere. */
    @POST
    @Path("/logout")
    public void leave() {
        SessionCookie.of(request).ifPresent(sessions::end);
        SessionCookie.clear(request, response);
        request.getSession().invalidate();
    }
}
