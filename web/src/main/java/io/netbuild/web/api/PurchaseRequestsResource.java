package io.netbuild.web.api;

import io.netbuild.sample.PurchaseRequest;
import io.netbuild.sample.PurchaseRequests;
import jakarta.ejb.EJB;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The sample application over HTTP: purchase requests of the tenant that the token, or {@code /t/{tenant}} before the path, names. */
@Path("/purchase-requests")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sample")
public class PurchaseRequestsResource {

    @EJB
    PurchaseRequests requests;

    /** @param amount zero or more, at most two decimals */
    public record NewPurchaseRequest(@Nullable String subject, @Nullable BigDecimal amount) {}

    @GET
    @Operation(summary = "The purchase requests, newest first")
    public List<PurchaseRequest> all() {
        return requests.all();
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One purchase request")
    public PurchaseRequest one(@PathParam("id") String id) {
        return requests.get(Fields.uuid("id", id));
    }

    @POST
    @Operation(summary = "Ask for a purchase, which starts a process that approves it")
    public Response submit(@Nullable NewPurchaseRequest request) {
        NewPurchaseRequest given = Fields.required("body", request);
        UUID id =
                requests.submit(Fields.required("subject", given.subject()), Fields.required("amount", given.amount()));
        return Response.created(URI.create("purchase-requests/" + id))
                .entity(requests.get(id))
                .build();
    }
}
