package io.netbuild.web.api;

import io.netbuild.identity.OwnPassword;
import io.netbuild.identity.Sessions;
import io.netbuild.identity.SignIns;
import io.netbuild.identity.UserDirectory;
import io.netbuild.identity.UserId;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.security.Caller;
import io.netbuild.web.Callers;
import io.netbuild.web.api.UserView.MembershipView;
import io.netbuild.web.signin.SessionCookie;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.util.List;
import java.util.Optional;
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

    @Inject
    OwnPassword passwords;

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

    /** The body of {@code POST /api/sessions/current/password}. */
    public record NewPassword(@Nullable String oldPassword, @Nullable String password) {

        @Override
        public String toString() {
            return "NewPassword[]"; // a password must not get into logs
        }
    }

    /**
     * The body of {@code PUT /api/sessions/current/tenant}.
     *
     * @param tenant one that the user belongs to
     */
    public record Switch(@Nullable String tenant) {}

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
                        UserId.of("username", Fields.required("username", wish.username())),
                        Fields.required("password", wish.password())),
                wish.tenant() == null ? null : new TenantId(wish.tenant()));
        renew(caller);
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

    @POST
    @Path("/current/password")
    @Operation(
            summary = "Change my own password",
            description = "Ends all sessions of the user but the one that this request comes with.")
    @APIResponse(responseCode = "204", description = "The new one holds")
    @APIResponse(
            responseCode = "403",
            description =
                    "forbidden: the old one is wrong, the user is locked for a while, or the caller acts by an API key")
    public void changePassword(@Nullable NewPassword body) {
        Callers.requireNoKey(security.getUserPrincipal(), "Changing a password");
        Caller caller = Callers.of(security.getUserPrincipal());
        NewPassword wish = Fields.required("body", body);
        boolean signedIn = signedInUser().isPresent();
        passwords.change(
                new UserId(caller.subject()),
                Fields.required("oldPassword", wish.oldPassword()),
                Fields.required("password", wish.password()));
        if (signedIn) {
            renew(caller);
        }
    }

    @GET
    @Path("/current/tenants")
    @Operation(summary = "The tenants that I can switch to, ordered by id")
    public List<MembershipView> tenants() {
        return signedInUser().map(users::membershipsOf).orElse(List.of()).stream()
                .map(MembershipView::of)
                .toList();
    }

    @PUT
    @Path("/current/tenant")
    @Operation(summary = "Go on in another tenant that I belong to; the answer sets the cookie of a new session")
    @APIResponse(
            responseCode = "403",
            description = "forbidden: no member, or the request does not come with a session")
    public Response switchTo(@Nullable Switch body) {
        TenantId tenant = new TenantId(
                Fields.required("tenant", Fields.required("body", body).tenant()));
        Caller there = signedInUser()
                .map(user -> users.callerOf(users.get(user), tenant))
                .orElseThrow(() -> new NetBuildException(
                        ErrorCode.FORBIDDEN, "Only who has signed in by a password can switch to another tenant"));
        renew(there);
        return Response.ok(SessionView.of(there))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** Empty unless the caller comes with a session of a user of the directory. */
    private Optional<UserId> signedInUser() {
        Caller caller = Callers.of(security.getUserPrincipal());
        return SessionCookie.of(request).flatMap(sessions::userOf).filter(user -> user.value()
                .equals(caller.subject()));
    }

    /** Begins a session in place of the browser's present one. */
    private void renew(Caller caller) {
        SessionCookie.of(request).ifPresent(sessions::end);
        SessionCookie.set(request, response, sessions.open(caller));
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
