package io.netbuild.web.api;

import io.netbuild.kernel.TenantId;
import io.netbuild.move.Move;
import io.netbuild.move.MoveForecast;
import io.netbuild.move.Moves;
import io.netbuild.move.NewMove;
import io.netbuild.security.Caller;
import io.netbuild.web.Callers;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Moves of tenants between isolation levels and servers, for operators. */
@Path("/tenants/{tenant}/moves")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "moves")
public class MovesResource {

    @Inject
    Moves moves;

    @Inject
    MoveStreams streams;

    @Context
    SecurityContext security;

    /** A move in a list. */
    public record Summary(
            String id,
            String phase,
            MoveView.Place source,
            MoveView.Place target,
            @Nullable String error,
            @Nullable Long freezeMillis,
            Instant createdAt,
            @Nullable Instant finishedAt) {

        static Summary of(Move move) {
            return new Summary(
                    move.id().toString(),
                    move.phase().name(),
                    new MoveView.Place(move.sourceIsolation().name(), move.sourceServer()),
                    new MoveView.Place(move.targetIsolation().name(), move.targetServer()),
                    move.error(),
                    move.freezeMillis(),
                    move.createdAt(),
                    move.finishedAt());
        }
    }

    /**
     * The answer to a dry run.
     *
     * @param blockers why the move would be refused; empty when it would not
     */
    public record Forecast(
            long rows,
            long bytes,
            long expectedFreezeMillis,
            List<String> blockers,
            List<MoveForecast.TableSize> tables) {

        static Forecast of(MoveForecast forecast) {
            return new Forecast(
                    forecast.rows(),
                    forecast.bytes(),
                    forecast.freeze().toMillis(),
                    forecast.blockers(),
                    forecast.tables());
        }
    }

    @POST
    @Operation(
            summary = "Move a tenant to another isolation level or server, with everything that runs",
            description =
                    "Does not wait: the tenant works meanwhile, but for a moment. With dryRun nothing is changed.")
    @APIResponse(responseCode = "202", description = "The move has begun; Location says where to follow it")
    @APIResponse(responseCode = "200", description = "What the move would do, for a dry run")
    @APIResponse(responseCode = "409", description = "conflict: it is moving already, or something keeps it")
    public Response start(@PathParam("tenant") String tenant, @Nullable MoveRequest request) {
        Caller operator = operator();
        TenantId id = new TenantId(tenant);
        MoveRequest body = Fields.required("body", request);
        NewMove wish = body.wish();
        wish.window().requireAhead(Instant.now());
        if (Boolean.TRUE.equals(body.dryRun())) {
            return Response.ok(Forecast.of(moves.forecast(id, wish.isolation(), wish.server())))
                    .build();
        }
        Moves.Details started = moves.start(id, wish, operator.subject());
        return Response.accepted(MoveView.of(started))
                .location(
                        URI.create("tenants/" + id + "/moves/" + started.move().id()))
                .build();
    }

    @GET
    @Operation(summary = "List the moves of a tenant, the newest first")
    public PageView<Summary> list(
            @PathParam("tenant") String tenant,
            @QueryParam("offset") @DefaultValue("0") String offset,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        operator();
        return PageView.of(
                moves.page(new TenantId(tenant), Fields.integer("offset", offset), Fields.integer("limit", limit)),
                Summary::of);
    }

    @GET
    @Path("/{move}")
    @Operation(summary = "One move: its phase, how far each table is, and what has happened")
    public MoveView one(@PathParam("tenant") String tenant, @PathParam("move") String move) {
        operator();
        return MoveView.of(moves.get(new TenantId(tenant), Fields.uuid("move", move)));
    }

    @GET
    @Path("/{move}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            summary = "Follow a move",
            description =
                    "Server-sent events: event (what happened), progress and, at last, end. With Last-Event-ID only what came after it. Ends after ten minutes at the latest; who is not done comes back.")
    @APIResponse(responseCode = "429", description = "too-many-calls: so many listen already")
    public void follow(
            @PathParam("tenant") String tenant,
            @PathParam("move") String move,
            @HeaderParam("Last-Event-ID") @Nullable String last,
            @Context SseEventSink sink,
            @Context Sse sse) {
        operator();
        TenantId id = new TenantId(tenant);
        UUID of = Fields.uuid("move", move);
        long known = last == null || last.isEmpty() ? 0 : Fields.number("Last-Event-ID", last);
        streams.add(new MoveStream(id, of, known, sink, sse));
    }

    @POST
    @Path("/{move}/cancel")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Roll a move back, as long as what the tenant has left is not being deleted",
            description = "A tenant that has switched goes back with all that has changed since, while it works.")
    @APIResponse(responseCode = "202", description = "It is going to be rolled back")
    @APIResponse(responseCode = "409", description = "conflict: nothing is kept any more, or it has ended")
    public Response cancel(@PathParam("tenant") String tenant, @PathParam("move") String move) {
        Caller operator = operator();
        return Response.accepted(
                        MoveView.of(moves.cancel(new TenantId(tenant), Fields.uuid("move", move), operator.subject())))
                .build();
    }

    @POST
    @Path("/{move}/resume")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Try a move that waits after a failure again at once",
            description = "What is kept for a tenant that has switched is not kept any longer.")
    @APIResponse(responseCode = "202", description = "It is going on")
    @APIResponse(responseCode = "409", description = "conflict: it has ended")
    public Response resume(@PathParam("tenant") String tenant, @PathParam("move") String move) {
        Caller operator = operator();
        return Response.accepted(
                        MoveView.of(moves.resume(new TenantId(tenant), Fields.uuid("move", move), operator.subject())))
                .build();
    }

    private Caller operator() {
        return Callers.of(security.getUserPrincipal()).requireOperator();
    }
}
