package io.netbuild.web.api;

import io.netbuild.archive.TenantImport;
import io.netbuild.kernel.TenantId;
import io.netbuild.security.Caller;
import io.netbuild.web.Callers;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A tenant is made of an export: for operators. */
@Path("/tenants/{tenant}/import")
@Tag(name = "offboarding")
public class TenantImportResource {

    @Inject
    TenantImport imports;

    @Context
    SecurityContext security;

    /** @param source the tenant that was exported */
    public record Imported(String source, long rows, int tables) {

        static Imported of(TenantImport.Result result) {
            return new Imported(result.source(), result.rows(), result.tables());
        }
    }

    @POST
    @Consumes("application/zip")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Make a new tenant what another one was when it was exported",
            description = "All of it arrives or nothing does. Ids stay; only the tenant is another.")
    @APIResponse(responseCode = "409", description = "tenant-not-empty, or conflict: ids are taken in the schema")
    public Imported importInto(@PathParam("tenant") String tenant, InputStream archive) throws IOException {
        Caller operator = Callers.of(security.getUserPrincipal()).requireOperator();
        return Imported.of(imports.run(new TenantId(tenant), archive, operator.subject()));
    }
}
