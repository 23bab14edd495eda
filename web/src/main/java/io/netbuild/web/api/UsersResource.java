package io.netbuild.web.api;

import io.netbuild.identity.NewUser;
import io.netbuild.identity.Sessions;
import io.netbuild.identity.User;
import io.netbuild.identity.UserChange;
import io.netbuild.identity.UserDirectory;
import io.netbuild.identity.UserId;
import io.netbuild.identity.UserQuery;
import io.netbuild.identity.UserStatus;
import io.netbuild.kernel.TenantId;
import io.netbuild.security.Caller;
import io.netbuild.tenant.Page;
import io.netbuild.web.Callers;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The users of the whole platform, for operators. */
@Path("/users")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "users")
public class UsersResource {

    @Inject
    UserDirectory users;

    @Inject
    Sessions sessions;

    @Context
    SecurityContext security;

    /**
     * The body of {@code POST /api/users}.
     *
     * @param operator default false
     * @param password left out for a user who comes from an identity provider
     */
    public record UserRequest(
            @Nullable String id,
            @Nullable String displayName,
            @Nullable String email,
            @Nullable Boolean operator,
            @Nullable String password) {

        NewUser toNewUser() {
            return new NewUser(
                    new UserId(Fields.required("id", id)),
                    Fields.required("displayName", displayName),
                    Fields.required("email", email),
                    operator != null && operator,
                    password);
        }

        @Override
        public String toString() {
            return "UserRequest[" + id + "]"; // a password must not get into logs
        }
    }

    /** The body of {@code PATCH /api/users/{id}}; what is left out stays. */
    public record UserPatch(
            @Nullable String displayName,
            @Nullable String email,
            @Nullable Boolean operator,
            @Nullable String status,
            @Nullable String password) {

        UserChange toChange() {
            return new UserChange(
                    displayName, email, operator, status == null ? null : UserStatus.parse(status), password);
        }

        @Override
        public String toString() {
            return "UserPatch[]"; // a password must not get into logs
        }
    }

    @POST
    @Operation(summary = "Create a user that belongs to no tenant yet")
    @APIResponse(responseCode = "201", description = "The user")
    @APIResponse(responseCode = "409", description = "user-exists")
    public Response create(@Nullable UserRequest request) {
        Caller operator = operator();
        User made = users.create(Fields.required("body", request).toNewUser(), operator.subject());
        return withTag(Response.created(URI.create("users/" + made.id())), made);
    }

    @GET
    @Operation(
            summary = "List users, ordered by id",
            description = "Filters: tenant (its members), search (part of id, name or e-mail address).")
    public PageView<UserView> list(
            @QueryParam("tenant") @Nullable String tenant,
            @QueryParam("search") @Nullable String search,
            @QueryParam("offset") @DefaultValue("0") String offset,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        operator();
        Page<User> page = users.page(new UserQuery(
                tenant == null ? null : new TenantId(tenant),
                search,
                Fields.integer("offset", offset),
                Fields.integer("limit", limit)));
        return PageView.of(page, user -> UserView.of(user, null));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One user with its memberships, and its version as ETag")
    public Response one(@PathParam("id") String id, @Context Request request) {
        operator();
        User found = users.get(new UserId(id));
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(Versions.tag(found.version()));
        return unchanged != null ? unchanged.build() : withTag(Response.ok(), found);
    }

    @PATCH
    @Path("/{id}")
    @Operation(
            summary = "Change name, e-mail address, status, password or who is an operator",
            description = "With If-Match only if the user is still at that version.")
    @APIResponse(responseCode = "412", description = "version-mismatch")
    public Response change(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Nullable UserPatch patch) {
        Caller operator = operator();
        User changed = users.change(
                new UserId(id),
                Fields.required("body", patch).toChange(),
                ifMatch == null ? null : Versions.of(ifMatch),
                operator.subject());
        return withTag(Response.ok(), changed);
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Remove a user, also from its tenants")
    @APIResponse(responseCode = "204", description = "It is gone")
    public void remove(@PathParam("id") String id) {
        Caller operator = operator();
        users.remove(new UserId(id), operator.subject());
    }

    @DELETE
    @Path("/{id}/sessions")
    @Operation(summary = "End all sessions of a user; for the user itself and for operators")
    @APIResponse(responseCode = "204", description = "Who has signed in as this user has to do so again")
    public void endSessions(@PathParam("id") String id) {
        Caller caller = Callers.of(security.getUserPrincipal());
        UserId user = new UserId(id);
        if (!user.value().equals(caller.subject())) {
            caller.requireOperator();
            users.get(user);
        }
        sessions.endAllOf(user, caller.subject());
    }

    private Caller operator() {
        return Callers.of(security.getUserPrincipal()).requireOperator();
    }

    private Response withTag(Response.ResponseBuilder response, User user) {
        return response.tag(Versions.tag(user.version()))
                .entity(UserView.of(user, users.membershipsOf(user.id())))
                .build();
    }
}
