package io.netbuild.web.api;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.offboarding.CertificateSummary;
import io.netbuild.offboarding.Certificates;
import io.netbuild.offboarding.ErasureCertificate;
import io.netbuild.offboarding.Offboarding;
import io.netbuild.offboarding.OffboardingPreview;
import io.netbuild.offboarding.Offboardings;
import io.netbuild.offboarding.TableRows;
import io.netbuild.security.Caller;
import io.netbuild.tenant.TenantRegistry;
import io.netbuild.web.Callers;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A tenant leaves: for operators. */
@Path("/tenants/{tenant}/offboarding")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "offboarding")
public class OffboardingResource {

    @Inject
    Offboardings offboardings;

    @Inject
    Certificates certificates;

    @Inject
    TenantRegistry registry;

    @Context
    SecurityContext security;

    /** Where the tenant has rows. */
    public record Place(String server, String database, String schema, String table, long rows) {

        static Place of(TableRows place) {
            return new Place(place.server(), place.database(), place.schema(), place.table(), place.rows());
        }
    }

    /** The answer to a request without a confirmation. */
    public record Preview(
            String tenant,
            long rows,
            List<Place> places,
            List<ErasureCertificate.Kept> kept,
            List<String> obstacles,
            Instant purgeAt,
            String confirmation,
            Instant confirmBefore) {

        static Preview of(TenantId tenant, OffboardingPreview preview) {
            return new Preview(
                    tenant.value(),
                    preview.rows(),
                    preview.places().stream().map(Place::of).toList(),
                    preview.kept(),
                    preview.obstacles(),
                    preview.purgeAt(),
                    preview.confirmation(),
                    preview.confirmBefore());
        }
    }

    /**
     * How far it is.
     *
     * @param state PENDING, ERASING, FAILED, or ERASED with a certificate
     * @param export where what the tenant has can be fetched, null when it is too late
     * @param certificate where the certificate is, null when there is none yet
     */
    public record View(
            String tenant,
            String state,
            @Nullable Instant purgeAt,
            @Nullable String statusBefore,
            int attempts,
            @Nullable String error,
            @Nullable String export,
            @Nullable String certificate,
            @Nullable String actor,
            @Nullable Instant createdAt) {

        static View of(Offboarding offboarding) {
            boolean pending = offboarding.state() == Offboarding.State.PENDING;
            return new View(
                    offboarding.tenant().value(),
                    offboarding.state().name(),
                    offboarding.purgeAt(),
                    offboarding.statusBefore().name(),
                    offboarding.attempts(),
                    offboarding.error(),
                    pending ? "/api/tenants/" + offboarding.tenant() + "/export" : null,
                    null,
                    offboarding.actor(),
                    offboarding.createdAt());
        }

        static View of(CertificateSummary certificate) {
            return new View(
                    certificate.tenant(),
                    "ERASED",
                    null,
                    null,
                    0,
                    null,
                    null,
                    "/api/erasure-certificates/" + certificate.id(),
                    null,
                    null);
        }
    }

    @POST
    @Operation(
            summary = "Have a tenant leave and be erased on a date",
            description =
                    "Without a confirmation nothing is changed: the answer says what would be erased, and holds the "
                            + "confirmation to be sent back within 10 minutes. With it the tenant is closed for all but reading, "
                            + "and erased when the date has come, unless that is cancelled before.")
    @APIResponse(responseCode = "200", description = "What would be erased, with a confirmation")
    @APIResponse(responseCode = "202", description = "The tenant is OFFBOARDING")
    @APIResponse(responseCode = "409", description = "conflict: it is leaving already, or moving")
    public Response begin(@PathParam("tenant") String tenant, @Nullable OffboardingRequest request) {
        Caller operator = operator();
        TenantId id = new TenantId(tenant);
        OffboardingRequest wish = Fields.required("body", request);
        if (wish.confirmation() == null) {
            return Response.ok(Preview.of(id, offboardings.preview(id, wish.date(), wish.soon())))
                    .build();
        }
        Offboarding begun = offboardings.begin(id, wish.confirmation(), wish.date(), wish.soon(), operator.subject());
        return Response.accepted(View.of(begun))
                .location(URI.create("tenants/" + id + "/offboarding"))
                .build();
    }

    @GET
    @Operation(
            summary = "How far the offboarding is",
            description = "When the tenant is erased, of the last one that had the id: where its certificate is.")
    @APIResponse(responseCode = "404", description = "not-found: the tenant is not leaving")
    public View one(@PathParam("tenant") String tenant) {
        operator();
        TenantId id = new TenantId(tenant);
        Optional<View> present = offboardings.find(id).map(View::of);
        if (present.isPresent()) {
            return present.get();
        }
        if (registry.find(id).isEmpty()) {
            Optional<View> erased = certificates.newestOf(id).map(View::of);
            return erased.orElseThrow(
                    () -> new NetBuildException(ErrorCode.UNKNOWN_TENANT, "There is no tenant '%s'".formatted(id)));
        }
        throw new NetBuildException(ErrorCode.NOT_FOUND, "Tenant '%s' is not being offboarded".formatted(id));
    }

    @DELETE
    @Operation(summary = "Have the tenant stay, as long as its date has not come")
    @APIResponse(responseCode = "204", description = "It has the status that it had before")
    @APIResponse(responseCode = "409", description = "conflict: its erasure has begun")
    public void cancel(@PathParam("tenant") String tenant) {
        Caller operator = operator();
        offboardings.cancel(new TenantId(tenant), operator.subject());
    }

    private Caller operator() {
        return Callers.of(security.getUserPrincipal()).requireOperator();
    }
}
