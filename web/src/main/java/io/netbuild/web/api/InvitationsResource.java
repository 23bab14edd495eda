package io.netbuild.web.api;

import io.netbuild.identity.Invitation;
import io.netbuild.identity.Invitations;
import io.netbuild.identity.MemberRole;
import io.netbuild.kernel.TenantId;
import io.netbuild.security.Caller;
import io.netbuild.security.Role;
import io.netbuild.web.Callers;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Invitations to one tenant, for its administrators and for operators. */
@Path("/tenants/{tenant}/invitations")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "members")
public class InvitationsResource {

    private static final long DEFAULT_HOURS = 72;

    @Inject
    Invitations invitations;

    @Context
    SecurityContext security;

    @PathParam("tenant")
    String tenant = "";

    /**
     * The body of {@code POST …/invitations}.
     *
     * @param role default: user
     * @param lifetimeHours 1 to 720, default 72
     */
    public record InvitationRequest(
            @Nullable String email,
            @Nullable String role,
            @Nullable List<String> groups,
            @Nullable Long lifetimeHours) {}

    public record InvitationView(
            String id,
            String tenant,
            String email,
            String role,
            List<String> groups,
            String createdBy,
            Instant createdAt,
            Instant expiresAt,
            @Nullable String acceptedBy,
            @Nullable Instant acceptedAt) {

        static InvitationView of(Invitation invitation) {
            return new InvitationView(
                    invitation.id().toString(),
                    invitation.tenant().value(),
                    invitation.email(),
                    invitation.role().role().claim(),
                    invitation.role().groups(),
                    invitation.createdBy(),
                    invitation.createdAt(),
                    invitation.expiresAt(),
                    invitation.acceptedBy() == null
                            ? null
                            : invitation.acceptedBy().value(),
                    invitation.acceptedAt());
        }
    }

    /**
     * A new invitation.
     *
     * @param token told this once
     * @param link where it is accepted, to be sent to whom it is for; the token is behind the {@code #} and so in no server's log
     */
    public record IssuedView(InvitationView invitation, String token, String link) {

        @Override
        public String toString() {
            return "IssuedView[" + invitation.id() + "]"; // a token must not get into logs
        }
    }

    @POST
    @Operation(summary = "Invite somebody; the only answer that holds the token")
    @APIResponse(responseCode = "201", description = "The invitation with its token")
    public Response invite(@Nullable InvitationRequest request) {
        Caller administrator = administrator();
        InvitationRequest wish = Fields.required("body", request);
        Invitations.Issued issued = invitations.invite(
                new TenantId(tenant),
                Fields.required("email", wish.email()),
                new MemberRole(
                        wish.role() == null ? Role.USER : Fields.memberRole(wish.role()),
                        Fields.texts("groups", wish.groups())),
                Duration.ofHours(wish.lifetimeHours() == null ? DEFAULT_HOURS : wish.lifetimeHours()),
                administrator.subject());
        return Response.created(URI.create("tenants/" + tenant + "/invitations/"
                        + issued.invitation().id()))
                .entity(new IssuedView(
                        InvitationView.of(issued.invitation()), issued.token(), "/invitation#" + issued.token()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @GET
    @Operation(summary = "List the invitations, newest first, accepted and expired ones among them")
    public PageView<InvitationView> list(
            @QueryParam("offset") @DefaultValue("0") String offset,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        administrator();
        return PageView.of(
                invitations.page(
                        new TenantId(tenant), Fields.integer("offset", offset), Fields.integer("limit", limit)),
                InvitationView::of);
    }

    @DELETE
    @Path("/{invitation}")
    @Operation(summary = "Withdraw an open invitation")
    @APIResponse(responseCode = "204", description = "Nobody can accept it any more")
    public void withdraw(@PathParam("invitation") String invitation) {
        Caller administrator = administrator();
        invitations.withdraw(new TenantId(tenant), Fields.uuid("invitation", invitation), administrator.subject());
    }

    private Caller administrator() {
        return Callers.of(security.getUserPrincipal()).requireAdministratorOf(new TenantId(tenant));
    }
}
