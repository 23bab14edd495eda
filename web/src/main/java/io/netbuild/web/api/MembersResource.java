package io.netbuild.web.api;

import io.netbuild.identity.Members;
import io.netbuild.identity.Membership;
import io.netbuild.identity.NewUser;
import io.netbuild.identity.User;
import io.netbuild.identity.UserDirectory;
import io.netbuild.identity.UserId;
import io.netbuild.kernel.TenantId;
import io.netbuild.security.Caller;
import io.netbuild.security.Role;
import io.netbuild.tenant.Page;
import io.netbuild.web.Callers;
import io.netbuild.web.api.UserView.MembershipView;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The members of one tenant, for its administrators and for operators. */
@Path("/tenants/{tenant}/members")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "members")
public class MembersResource {

    @Inject
    Members members;

    @Inject
    UserDirectory users;

    @Context
    SecurityContext security;

    @PathParam("tenant")
    String tenant = "";

    /**
     * The body of {@code POST …/members}.
     *
     * @param password left out for a user who comes from an identity provider
     * @param role default: user
     */
    public record NewMemberRequest(
            @Nullable String id,
            @Nullable String displayName,
            @Nullable String email,
            @Nullable String password,
            @Nullable String role,
            @Nullable List<String> groups) {

        NewUser toNewUser() {
            return new NewUser(
                    new UserId(Fields.required("id", id)),
                    Fields.required("displayName", displayName),
                    Fields.required("email", email),
                    false,
                    password);
        }

        @Override
        public String toString() {
            return "NewMemberRequest[" + id + "]"; // a password must not get into logs
        }
    }

    /**
     * The body of {@code PUT …/members/{user}}.
     *
     * @param groups default: none
     */
    public record MemberRequest(@Nullable String role, @Nullable List<String> groups) {}

    /** A member with who it is. */
    public record MemberView(
            String user,
            String displayName,
            String email,
            String status,
            String tenant,
            String role,
            List<String> groups,
            Instant since) {

        static MemberView of(Membership membership, User user) {
            return new MemberView(
                    user.id().value(),
                    user.displayName(),
                    user.email(),
                    user.status().name(),
                    membership.tenant().value(),
                    membership.role().claim(),
                    membership.groups(),
                    membership.since());
        }
    }

    @GET
    @Operation(summary = "List the members, ordered by user")
    public PageView<MemberView> list(
            @QueryParam("offset") @DefaultValue("0") String offset,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        administrator();
        Page<Membership> page =
                members.page(tenantId(), Fields.integer("offset", offset), Fields.integer("limit", limit));
        Map<UserId, User> known =
                users.all(page.items().stream().map(Membership::user).toList());
        List<MemberView> items = page.items().stream()
                .flatMap(one -> Stream.ofNullable(known.get(one.user())).map(user -> MemberView.of(one, user)))
                .toList();
        return new PageView<>(items, page.total(), page.offset(), page.limit());
    }

    @GET
    @Path("/{user}")
    @Operation(summary = "One member")
    public MemberView one(@PathParam("user") String user) {
        administrator();
        Membership membership = members.get(tenantId(), new UserId(user));
        return MemberView.of(membership, users.get(membership.user()));
    }

    @POST
    @Operation(summary = "Create a user that belongs to the tenant")
    @APIResponse(responseCode = "201", description = "The membership")
    @APIResponse(responseCode = "409", description = "user-exists: users are the same in all tenants")
    public Response create(@Nullable NewMemberRequest request) {
        Caller administrator = administrator();
        NewMemberRequest wish = Fields.required("body", request);
        Membership made = members.create(
                wish.toNewUser(),
                tenantId(),
                wish.role() == null ? Role.USER : Fields.memberRole(wish.role()),
                Fields.texts("groups", wish.groups()),
                administrator.subject());
        return Response.created(URI.create("tenants/" + tenant + "/members/" + made.user()))
                .entity(MembershipView.of(made))
                .build();
    }

    @PUT
    @Path("/{user}")
    @Operation(
            summary = "Set role and groups of a member",
            description = "Operators can name any user, who is a member afterwards.")
    @APIResponse(
            responseCode = "409",
            description = "conflict: no administrator would be left, or the user is an operator")
    public MembershipView put(@PathParam("user") String user, @Nullable MemberRequest request) {
        Caller administrator = administrator();
        MemberRequest wish = Fields.required("body", request);
        UserId id = new UserId(user);
        Role role = Fields.memberRole(Fields.required("role", wish.role()));
        Membership membership = administrator.isOperator()
                ? members.put(id, tenantId(), role, Fields.texts("groups", wish.groups()), administrator.subject())
                : members.change(id, tenantId(), role, Fields.texts("groups", wish.groups()), administrator.subject());
        return MembershipView.of(membership);
    }

    @DELETE
    @Path("/{user}")
    @Operation(summary = "Let a user leave the tenant; the user itself stays")
    @APIResponse(responseCode = "204", description = "The user is no member any more")
    @APIResponse(
            responseCode = "409",
            description = "conflict: no administrator would be left; operators may do it all the same")
    public void remove(@PathParam("user") String user) {
        Caller administrator = administrator();
        members.remove(new UserId(user), tenantId(), administrator.isOperator(), administrator.subject());
    }

    private TenantId tenantId() {
        return new TenantId(tenant);
    }

    private Caller administrator() {
        return Callers.of(security.getUserPrincipal()).requireAdministratorOf(tenantId());
    }
}
