package io.netbuild.web.api;

import io.netbuild.archive.TenantExport;
import io.netbuild.kernel.TenantId;
import io.netbuild.security.Caller;
import io.netbuild.web.Callers;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.StreamingOutput;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** All that a tenant has as one file: for operators and the administrators of the tenant. */
@Path("/tenants/{tenant}/export")
@Tag(name = "offboarding")
public class TenantExportResource {

    private static final String ZIP = "application/zip";

    @Inject
    TenantExport exports;

    @Context
    SecurityContext security;

    @GET
    @Produces(ZIP)
    @Operation(
            summary = "All that the tenant has, as of one moment, as a ZIP file",
            description = "Streamed, and kept nowhere. The file is whole if it has a manifest.json.")
    @APIResponse(responseCode = "429", description = "too-many-calls: the tenant is being exported, or too many others")
    public Response export(@PathParam("tenant") String tenant) {
        TenantId id = new TenantId(tenant);
        TenantExport.Opened export = exports.open(id, administrator(id).subject());
        StreamingOutput body = out -> {
            try (export) {
                export.writeTo(out);
            }
        };
        return headers(id).entity(body).build();
    }

    /** Opens nothing: without a body nobody would close it. */
    @HEAD
    @Operation(summary = "Whether the tenant can be exported")
    public Response look(@PathParam("tenant") String tenant) {
        TenantId id = new TenantId(tenant);
        administrator(id);
        exports.requireReadable(id);
        return headers(id).build();
    }

    private Caller administrator(TenantId tenant) {
        return Callers.of(security.getUserPrincipal()).requireAdministratorOf(tenant);
    }

    private static Response.ResponseBuilder headers(TenantId tenant) {
        return Response.ok()
                .type(ZIP)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"%s.zip\"".formatted(tenant));
    }
}
