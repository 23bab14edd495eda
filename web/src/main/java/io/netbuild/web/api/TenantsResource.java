package io.netbuild.web.api;

import io.netbuild.kernel.InvalidField;
import io.netbuild.kernel.TenantId;
import io.netbuild.kernel.TenantStatus;
import io.netbuild.provisioning.Provisioning;
import io.netbuild.provisioning.StepRecords;
import io.netbuild.security.Caller;
import io.netbuild.tenant.Tenant;
import io.netbuild.tenant.TenantRegistry;
import io.netbuild.tenant.TierCatalogue;
import io.netbuild.web.Callers;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
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
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Tenants: for operators; the members of a tenant may read their own. */
@Path("/tenants")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "tenants")
public class TenantsResource {

    @Inject
    TenantRegistry registry;

    @Inject
    Provisioning provisioning;

    @Inject
    StepRecords steps;

    @Inject
    TierCatalogue tiers;

    @Context
    SecurityContext security;

    /** The body of {@code POST …/suspend}. */
    public record Suspension(@Nullable String reason) {}

    @POST
    @Operation(
            summary = "Create a tenant and wait until it can be used",
            description = "The same body, or the same Idempotency-Key with it, is the same tenant: 200 instead of 201.")
    @APIResponse(responseCode = "201", description = "The tenant is ACTIVE")
    @APIResponse(responseCode = "200", description = "An equal request made it before")
    @APIResponse(responseCode = "409", description = "tenant-exists")
    @APIResponse(responseCode = "502", description = "provisioning-failed: the tenant is FAILED and can be retried")
    public Response create(
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey, @Nullable TenantRequest request) {
        Caller operator = operator();
        if (idempotencyKey != null && (idempotencyKey.isBlank() || idempotencyKey.length() > 255)) {
            throw InvalidField.of("Idempotency-Key", idempotencyKey, "1 to 255 characters");
        }
        TenantRegistry.Registration made = provisioning.create(
                Fields.required("body", request).toNewTenant(tiers), idempotencyKey, operator.subject());
        Response.ResponseBuilder response = made.created()
                ? Response.created(URI.create("tenants/" + made.tenant().id()))
                : Response.ok();
        return withTag(response, made.tenant());
    }

    @GET
    @Operation(
            summary = "List tenants",
            description = "Filters: tier, isolation, status, search (part of id, name or organisation), label (name or "
                    + "name=value). sort: id, name, tier, status, createdAt, updatedAt; -field for descending.")
    public PageView<TenantView> list(@BeanParam TenantListQuery query) {
        operator();
        return PageView.of(registry.page(query.toQuery()), TenantView::of);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One tenant, with its version as ETag")
    public Response one(@PathParam("id") String id, @Context Request request) {
        TenantId tenant = new TenantId(id);
        caller().requireMemberOf(tenant);
        Tenant found = registry.get(tenant);
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(Versions.tag(found.version()));
        return unchanged != null ? unchanged.build() : withTag(Response.ok(), found);
    }

    @GET
    @Path("/{id}/provisioning")
    @Operation(summary = "The steps of the tenant's provisioning")
    public List<StepRecords.StepRecord> provisioning(@PathParam("id") String id) throws SQLException {
        operator();
        return steps.of(registry.get(new TenantId(id)).id());
    }

    @POST
    @Path("/{id}/provisioning")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Try the provisioning of a FAILED tenant again")
    public Response retry(@PathParam("id") String id) {
        return withTag(
                Response.ok(), provisioning.retry(new TenantId(id), operator().subject()));
    }

    @PATCH
    @Path("/{id}")
    @Operation(
            summary = "Change name, tier, limits or labels",
            description = "With If-Match only if the tenant is still at that version. The isolation stays as it is.")
    @APIResponse(responseCode = "412", description = "version-mismatch")
    public Response change(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Nullable TenantPatch patch) {
        Caller operator = operator();
        Tenant changed = registry.change(
                new TenantId(id),
                Fields.required("body", patch).toChange(),
                ifMatch == null ? null : Versions.of(ifMatch),
                operator.subject());
        return withTag(Response.ok(), changed);
    }

    @POST
    @Path("/{id}/suspend")
    @Operation(summary = "Refuse the tenant's writes and pause its jobs; the body may be left out")
    public Response suspend(@PathParam("id") String id, @Nullable Suspension suspension) {
        Tenant suspended = registry.changeStatus(
                new TenantId(id),
                List.of(TenantStatus.ACTIVE),
                TenantStatus.SUSPENDED,
                suspension == null ? null : suspension.reason(),
                operator().subject());
        return withTag(Response.ok(), suspended);
    }

    @POST
    @Path("/{id}/resume")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Let a suspended tenant work again")
    public Response resume(@PathParam("id") String id) {
        Tenant active = registry.changeStatus(
                new TenantId(id),
                List.of(TenantStatus.SUSPENDED),
                TenantStatus.ACTIVE,
                null,
                operator().subject());
        return withTag(Response.ok(), active);
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Remove a tenant with all that belongs to it")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "409", description = "tenant-not-empty: force=true removes its process instances too")
    public void remove(@PathParam("id") String id, @QueryParam("force") @DefaultValue("false") String force) {
        Caller operator = operator();
        if (!force.equals("true") && !force.equals("false")) {
            throw InvalidField.of("force", force, "true or false");
        }
        provisioning.remove(new TenantId(id), Boolean.parseBoolean(force), operator.subject());
    }

    private Caller caller() {
        return Callers.of(security.getUserPrincipal());
    }

    private Caller operator() {
        return Callers.of(security.getUserPrincipal()).requireOperator();
    }

    private static Response withTag(Response.ResponseBuilder response, Tenant tenant) {
        return response.tag(Versions.tag(tenant.version()))
                .entity(TenantView.of(tenant))
                .build();
    }
}
