package io.netbuild.web.api;

import io.netbuild.probe.IsolationProbes;
import io.netbuild.probe.ProbeSummary;
import io.netbuild.probe.SignedReport;
import io.netbuild.security.Caller;
import io.netbuild.web.Callers;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tests of the isolation that this installation gives, for operators. */
@Path("/isolation-probes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "isolation probes")
public class IsolationProbesResource {

    private static final String JOSE_TYPE = "application/jose";

    /** Only for who asks for it. */
    private static final String JOSE = JOSE_TYPE + ";qs=0.5";

    /** Holds the signature of the body. */
    private static final String SIGNATURE = "X-JWS-Signature";

    @Inject
    IsolationProbes probes;

    @Context
    SecurityContext security;

    @Context
    HttpServletRequest request;

    /** A report in a list. */
    public record Summary(
            UUID id,
            Instant startedAt,
            long durationMillis,
            String startedBy,
            String verdict,
            long attempts,
            long leaks,
            long errors) {

        static Summary of(ProbeSummary report) {
            return new Summary(
                    report.id(),
                    report.startedAt(),
                    report.durationMillis(),
                    report.startedBy(),
                    report.verdict(),
                    report.attempts(),
                    report.leaks(),
                    report.errors());
        }
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Test the isolation and wait for the report",
            description =
                    "Makes six tenants, lets each try to get at the others' things by every way, and removes them. "
                            + "Takes half a minute to two; the report is kept, also when nobody waits for the answer any more. "
                            + "With Accept: application/jose the answer is the signed report.")
    @APIResponse(responseCode = "201", description = "The report, whatever it says; X-JWS-Signature signs the body")
    @APIResponse(responseCode = "409", description = "conflict: a probe is running already")
    public Response run() {
        IsolationProbes.Probe probe = perform();
        return plain(created(probe), probe.report());
    }

    /** As {@link #run}, for who wants the signed report. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @Produces(JOSE)
    @Operation(hidden = true)
    public Response runForSigned() {
        IsolationProbes.Probe probe = perform();
        return created(probe).entity(probe.report().jws()).type(JOSE_TYPE).build();
    }

    private IsolationProbes.Probe perform() {
        Caller operator = operator();
        return probes.run(ownAddress(), operator.subject());
    }

    private static Response.ResponseBuilder created(IsolationProbes.Probe probe) {
        return Response.created(URI.create("isolation-probes/" + probe.id()));
    }

    @GET
    @Operation(summary = "List the kept reports, the newest first")
    public PageView<Summary> list(
            @QueryParam("offset") @DefaultValue("0") String offset,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        operator();
        return PageView.of(probes.page(Fields.integer("offset", offset), Fields.integer("limit", limit)), Summary::of);
    }

    @GET
    @Path("/{id}")
    @Operation(
            summary = "One report",
            description =
                    "X-JWS-Signature signs the body. With Accept: application/jose the answer is the signed report.")
    public Response one(@PathParam("id") String id) {
        return plain(Response.ok(), report(id));
    }

    /** As {@link #one}, for who wants the signed report. */
    @GET
    @Path("/{id}")
    @Produces(JOSE)
    @Operation(hidden = true)
    public Response signed(@PathParam("id") String id) {
        return Response.ok(report(id).jws(), JOSE_TYPE).build();
    }

    private SignedReport report(String id) {
        operator();
        return probes.get(Fields.uuid("id", id));
    }

    @GET
    @Path("/keys")
    @Operation(summary = "The keys that verify reports, a JSON Web Key Set")
    public Response keys() {
        operator();
        return Response.ok(bytes(probes.keys())).build();
    }

    /** The report is text already, and has to stay as it was signed. */
    private static Response plain(Response.ResponseBuilder response, SignedReport report) {
        return response.entity(bytes(report.json()))
                .type(MediaType.APPLICATION_JSON)
                .header(SIGNATURE, report.detachedJws())
                .build();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private URI ownAddress() {
        String address = request.getLocalAddr();
        String host = address.contains(":") ? "[" + address + "]" : address;
        return URI.create("%s://%s:%d".formatted(request.getScheme(), host, request.getLocalPort()));
    }

    private Caller operator() {
        return Callers.of(security.getUserPrincipal()).requireOperator();
    }
}
