package io.netbuild.web.api;

import io.netbuild.identity.Sessions;
import io.netbuild.identity.SignIns;
import io.netbuild.identity.UserDirectory;
import io.netbuild.identity.UserId;
import io.netbuild.kernel.TenantId;
import io.netbuild.security.Caller;
import io.netbuild.web.Callers;
import io.netbuild.web.signin.SessionCookie;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Signing in and out with a browser. The session's token is in a cookie, out of reach of scripts. */
@Path("/sessions")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sessions")
public class SessionsResource {

    @Inject
    SignIns signIns;

    @Inject
    UserDirectory users;

    @Inject
    Sessions sessions;

    @Context
    SecurityContext security;

    @Context
    HttpServletRequest request;

    @Context
    HttpServletResponse response;

    /**
     * The body of {@code POST /api/sessions}.
     *
     * @param tenant needed by members of several tenants only
     */
    public record SignIn(@Nullable String username, @Nullable String password, @Nullable String tenant) {

        @Override
        public String toString() {
            return "SignIn[" + username + "]"; // a password must not get into logs
        }
    }

    /** @param tenant null for operators */
    public record SessionView(String user, @Nullable String tenant, SortedSet<String> groups) {

        static SessionView of(Caller caller) {
            return new SessionView(
                    caller.subject(),
                    caller.tenant().map(TenantId::value).orElse(null),
                    new TreeSet<>(caller.groups()));
        }
    }

    @POST
    @Operation(summary = "Sign in by user name and password; the answer sets the session's cookie")
    @APIResponse(responseCode = "201", description = "Who has signed in")
    @APIResponse(
            responseCode = "401",
            description = "unauthenticated: user or password is wrong, or the user is locked for a while")
    public Response open(@Nullable SignIn body) {
        SignIn wish = Fields.required("body", body);
        Caller caller = users.callerOf(
                signIns.verify(
                        new UserId(Fields.required("username", wish.username())),
                        Fields.required("password", wish.password())),
                wish.tenant() == null ? null : new TenantId(wish.tenant()));
        SessionCookie.of(request).ifPresent(sessions::end);
        SessionCookie.set(request, response, sessions.open(caller));
        return Response.created(URI.create("sessions/current"))
                .entity(SessionView.of(caller))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @GET
    @Path("/current")
    @Operation(summary = "Who I am, by whatever credentials")
    public Response current() {
        return Response.ok(SessionView.of(Callers.of(security.getUserPrincipal())))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @DELETE
    @Path("/current")
    @Operation(summary = "Sign out, everywhere")
    @APIResponse(responseCode = "204", description = "The session is over, if there was one")
    public void close() {
        SessionCookie.of(request).ifPresent(sessions::end);
        SessionCookie.clear(request, response);
    }
}
