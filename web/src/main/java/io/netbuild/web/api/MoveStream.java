package io.netbuild.web.api;

import io.netbuild.kernel.InvalidField;
import io.netbuild.kernel.TenantId;
import io.netbuild.move.Move;
import io.netbuild.move.MoveEvent;
import io.netbuild.move.Moves;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One listener to one move. What it is sent has the id of the last event that it knows then, so that it can come back after any of them. It is sent nothing while it has
 * not taken what it was sent before; no thread waits for it. Not thread-safe.
 */
final class MoveStream {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Then a listener has to come back, and to show its credentials again. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final TenantId tenant;
    private final UUID move;
    private final SseEventSink sink;
    private final Sse sse;
    private final long begin = System.nanoTime();
    private long known;
    private JsonObject shown = JsonValue.EMPTY_JSON_OBJECT;
    private long lastSent = begin;
    private CompletableFuture<?> sending = CompletableFuture.allOf();

    /** @param known the id of the last event that the listener knows, 0 for none */
    MoveStream(TenantId tenant, UUID move, long known, SseEventSink sink, Sse sse) {
        this.tenant = tenant;
        this.move = move;
        this.known = known;
        this.sink = sink;
        this.sse = sse;
    }

    TenantId tenant() {
        return tenant;
    }

    UUID move() {
        return move;
    }

    /** @throws io.netbuild.kernel.NetBuildException with {@link io.netbuild.kernel.ErrorCode#INVALID_FIELD} when what the listener knows is no event of this move */
    void requireKnown(List<MoveEvent> events) {
        if (known != 0 && events.stream().noneMatch(event -> event.id() == known)) {
            throw InvalidField.of("Last-Event-ID", known, "the id of an event of this move, or 0 for all of them");
        }
    }

    /** Sends what is new. @return whether there can be more: false when the move has ended or nobody listens any more */
    boolean feed(Moves.Details details) {
        if (!isAlive()) {
            return false;
        }
        if (!sending.isDone()) {
            return true;
        }
        for (MoveEvent event : details.events()) {
            if (event.id() > known) {
                known = event.id();
                send(
                        "event",
                        Json.createObjectBuilder()
                                .add("at", event.at().toString())
                                .add("event", event.text()));
            }
        }
        showProgress(details);
        if (details.move().phase().isFinished()) {
            send("end", end(details.move()));
            return false;
        }
        if (since(lastSent).compareTo(HEARTBEAT) > 0) {
            send(sse.newEventBuilder().comment("still here").build());
        }
        return true;
    }

    private void showProgress(Moves.Details details) {
        MoveView view = MoveView.of(details);
        JsonObject progress = Json.createObjectBuilder()
                .add("phase", view.phase())
                .add("percent", view.percent())
                .add("rows", view.rows())
                .add("rowsCopied", view.rowsCopied())
                .add("rowsChanged", view.rowsChanged())
                .build();
        if (!progress.equals(shown)) {
            shown = progress;
            send("progress", Json.createObjectBuilder(progress).add("rowsPerSecond", view.rowsPerSecond()));
        }
    }

    private static JsonObjectBuilder end(Move move) {
        JsonObjectBuilder end =
                Json.createObjectBuilder().add("phase", move.phase().name());
        if (move.error() != null) {
            end.add("error", move.error());
        }
        if (move.freezeMillis() != null) {
            end.add("freezeMillis", move.freezeMillis());
        }
        return end;
    }

    private void send(String name, JsonObjectBuilder data) {
        send(sse.newEventBuilder()
                .id(Long.toString(known))
                .name(name)
                .data(data.build().toString())
                .build());
    }

    private void send(OutboundSseEvent event) {
        lastSent = System.nanoTime();
        sending = CompletableFuture.allOf(sending, sink.send(event).toCompletableFuture());
    }

    private boolean isAlive() {
        return !sink.isClosed()
                && !sending.isCompletedExceptionally()
                && (sending.isDone() || since(lastSent).compareTo(PATIENCE) < 0)
                && since(begin).compareTo(LONGEST) < 0;
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    /** Once everything is sent; what cannot be sent is given up. */
    void close() {
        if (sending.isDone()) {
            sink.close();
        } else {
            sending.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).whenComplete((done, failure) -> sink.close());
        }
    }
}
