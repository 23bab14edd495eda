package io.netbuild.web.api;

import io.netbuild.archive.TenantExport;
import io.netbuild.kernel.TenantId;
import io.netbuild.security.Caller;
import io.netbuild.web.Callers;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.StreamingOutput;
import org.eclipse.microprofile.openapi.annotations.Operation;
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
    public Response export(@PathParam("tenant") String tenant) {
        TenantId id = new TenantId(tenant);
        Caller caller = Callers.of(security.getUserPrincipal()).requireAdministratorOf(id);
        TenantExport.Opened export = exports.open(id, caller.subject());
        StreamingOutput body = out -> {
            try (export) {
                export.writeTo(out);
            }
        };
        return Response.ok(body, ZIP)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"%s.zip\"".formatted(id))
                .build();
    }
}
