package io.netbuild.it.move;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.TestTenant;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A move in which the server is going to be killed, of a tenant that stands still, or of one that a client works on; the tenant stays at the target or goes back. */
final class KilledMove {

    private static final long PATIENCE_SECONDS = 120;
    private static final String LONG = "PT1H";

    /** What the tenant is doing meanwhile, and whether it goes back when it has switched. */
    record Kind(boolean busy, boolean back) {}

    private final TestTenant tenant;
    private final String from;
    private final String next;
    private final boolean back;
    private final @Nullable Traveller still;
    private final String prefix = "kill-" + UUID.randomUUID();
    private final int movesBefore;
    private final Future<List<String>> client;
    private final Future<Boolean> begun;

    /** Begins it after a while. @param threads gives each task a thread of its own */
    KilledMove(TestTenant tenant, String from, String next, Kind kind, long afterNanos, Executor threads)
            throws SQLException {
        this.tenant = tenant;
        this.from = from;
        this.next = next;
        this.back = kind.back();
        this.still = kind.busy() ? null : Traveller.prepared(tenant, from);
        this.movesBefore = moves().size();
        FutureTask<List<String>> working = new FutureTask<>(kind.busy() ? this::startUntilTheEnd : List::of);
        FutureTask<Boolean> moving = new FutureTask<>(() -> begin(afterNanos));
        threads.execute(working);
        threads.execute(moving);
        this.client = working;
        this.begun = moving;
    }

    /** @return whether the server said so before it died */
    private boolean begin(long afterNanos) {
        LockSupport.parkNanos(afterNanos);
        try {
            String move = Moving.beginToKeep(tenant, next, back ? LONG : "PT0S");
            if (back) {
                goBack(move);
            }
            return true;
        } catch (AssertionError e) {
            requireNoAnswer(e);
            return false;
        }
    }

    private void goBack(String move) {
        Moving.awaitSwitched(tenant, move);
        tenant.resource().post(move + "/cancel").expect(202);
    }

    /** Starts instances one after the other until the server dies. @return those that it was told of */
    private List<String> startUntilTheEnd() {
        List<String> told = new ArrayList<>();
        while (Stack.server().isRunning()) {
            String key = prefix + "-" + told.size();
            try {
                Answer answer = tenant.engine().tryStart("simple", key, Map.of());
                if (answer.status() == 200) {
                    told.add(key);
                } else if (answer.status() != 503) {
                    throw new IllegalStateException("Neither done nor announced: " + answer);
                }
            } catch (AssertionError e) {
                requireNoAnswer(e);
                return told;
            }
        }
        return told;
    }

    private static void requireNoAnswer(AssertionError failure) {
        if (!(failure.getCause() instanceof IOException)) {
            throw failure;
        }
    }

    private JsonNode moves() {
        return tenant.resource().get("/moves").expect(200).json().path("items");
    }

    /** After the server has started again: the move comes to its end by itself, and all that the tenant had is there. @return where it lives */
    String end() throws Exception {
        boolean announced = begun.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        JsonNode moves = moves();
        boolean moved = moves.size() > movesBefore;
        assertThat(moved || !announced).as("what was announced is known").isTrue();
        String events = "";
        if (moved) {
            String move = "/moves/" + moves.path(0).path("id").asText();
            JsonNode found = tenant.resource().get(move).expect(200).json();
            if (back && !found.path("goingBack").asBoolean()) {
                goBack(move);
            }
            JsonNode ended = Moving.end(tenant, move);
            assertThat(ended.path("phase").asText()).as(ended.toPrettyString()).isEqualTo(back ? "CANCELLED" : "DONE");
            events = ended.path("events").findValuesAsText("event").toString();
        }
        String present = moved && !back ? next : from;
        System.out.println("[kills] %s, %s, from %s to %s%s: %s"
                .formatted(tenant, still == null ? "at work" : "still", from, next, back ? " and back" : "", events));
        if (still == null) {
            assertToldIsThere(present);
        } else {
            still.assertWholeAt(present);
        }
        return present;
    }

    /** What the client was told of is there once, and of what it was not told at most one. */
    private void assertToldIsThere(String present) throws Exception {
        List<String> told = client.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        List<String> found = tenant.engine()
                .api()
                .get("/history/process-instance?maxResults=100000&processInstanceBusinessKeyLike=" + prefix + "-%25")
                .expect(200)
                .texts("businessKey");
        assertThat(found).doesNotHaveDuplicates().containsAll(told).hasSizeLessThanOrEqualTo(told.size() + 1);
        for (String place : List.of("SHARED", "SCHEMA", "DATABASE")) {
            assertThat(Rows.Place.of(tenant, place).isLeft(tenant)).as(place).isNotEqualTo(place.equals(present));
        }
    }
}
