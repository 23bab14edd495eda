package io.netbuild.web.api;

import io.netbuild.kernel.TenantId;
import io.netbuild.offboarding.CertificateSummary;
import io.netbuild.offboarding.Certificates;
import io.netbuild.security.Caller;
import io.netbuild.security.SignedDocument;
import io.netbuild.web.Callers;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Certificates that tenants were erased, for operators. */
@Path("/erasure-certificates")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "offboarding")
public class ErasureCertificatesResource {

    private static final String JOSE_TYPE = "application/jose";

    /** Only for who asks for it. */
    private static final String JOSE = JOSE_TYPE + ";qs=0.5";

    /** Holds the signature of the body. */
    private static final String SIGNATURE = "X-JWS-Signature";

    @Inject
    Certificates certificates;

    @Context
    SecurityContext security;

    /** A certificate in a list. */
    public record Summary(UUID id, String tenant, Instant erasedAt, long rowsErased) {

        static Summary of(CertificateSummary certificate) {
            return new Summary(
                    certificate.id(), certificate.tenant(), certificate.erasedAt(), certificate.rowsErased());
        }
    }

    @GET
    @Operation(summary = "List the certificates, the newest first; tenant: of those that had this id")
    public PageView<Summary> list(
            @QueryParam("tenant") @Nullable String tenant,
            @QueryParam("offset") @DefaultValue("0") String offset,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        operator();
        return PageView.of(
                certificates.page(
                        tenant == null ? null : new TenantId(tenant),
                        Fields.integer("offset", offset),
                        Fields.integer("limit", limit)),
                Summary::of);
    }

    @GET
    @Path("/{id}")
    @Operation(
            summary = "One certificate",
            description =
                    "X-JWS-Signature signs the body. With Accept: application/jose the answer is the signed certificate.")
    public Response one(@PathParam("id") String id) {
        SignedDocument certificate = certificate(id);
        return Response.ok(bytes(certificate.json()), MediaType.APPLICATION_JSON)
                .header(SIGNATURE, certificate.detachedJws())
                .build();
    }

    /** As {@link #one}, for who wants the signed certificate. */
    @GET
    @Path("/{id}")
    @Produces(JOSE)
    @Operation(hidden = true)
    public Response signed(@PathParam("id") String id) {
        return Response.ok(certificate(id).jws(), JOSE_TYPE).build();
    }

    @GET
    @Path("/keys")
    @Operation(summary = "The keys that verify certificates, a JSON Web Key Set")
    public Response keys() {
        operator();
        return Response.ok(bytes(certificates.keys())).build();
    }

    private SignedDocument certificate(String id) {
        operator();
        return certificates.get(Fields.uuid("id", id));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Caller operator() {
        return Callers.of(security.getUserPrincipal()).requireOperator();
    }
}
