package io.netbuild.web.api;

import io.netbuild.identity.Invitations;
import io.netbuild.identity.Membership;
import io.netbuild.identity.UserId;
import io.netbuild.security.Caller;
import io.netbuild.web.Callers;
import io.netbuild.web.api.UserView.MembershipView;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Accepting invitations. Needs no credentials but the invitation's token, since a new user has none yet. */
@Path("/invitations/accepted")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "members")
public class AcceptedInvitationsResource {

    @Inject
    Invitations invitations;

    @Context
    SecurityContext security;

    /**
     * The body of {@code POST /api/invitations/accepted}.
     *
     * @param id who the new user wants to be; left out with all that follows by a user who has signed in
     */
    public record Acceptance(
            @Nullable String token, @Nullable String id, @Nullable String displayName, @Nullable String password) {

        @Override
        public String toString() {
            return "Acceptance[" + id + "]"; // a password or token must not get into logs
        }
    }

    @POST
    @Operation(summary = "Accept an invitation, as a new user or as the one who has signed in")
    @APIResponse(responseCode = "201", description = "The membership")
    @APIResponse(
            responseCode = "404",
            description = "not-found: no such invitation, or it was used, withdrawn, or has expired")
    @APIResponse(responseCode = "409", description = "user-exists: sign in to accept the invitation")
    public Response accept(@Nullable Acceptance body) {
        Acceptance wish = Fields.required("body", body);
        String token = Fields.required("token", wish.token());
        Optional<Caller> caller = Callers.find(security.getUserPrincipal());
        Membership membership = caller.isPresent() && wish.id() == null
                ? invitations.accept(token, new UserId(caller.get().subject()))
                : invitations.acceptAsNew(
                        token,
                        new UserId(Fields.required("id", wish.id())),
                        Fields.required("displayName", wish.displayName()),
                        Fields.required("password", wish.password()));
        return Response.status(Response.Status.CREATED)
                .entity(MembershipView.of(membership))
                .build();
    }
}
