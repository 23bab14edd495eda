package io.netbuild.it.move;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.TestTenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * The server is killed at random moments of moves, {@code -Dnetbuild.it.kills=N} times (default 3, as each is a start of the server). The moments follow from
 * {@code -Dnetbuild.it.seed=S}, which is printed. The tenant stands still every second time, and is compared row by row; otherwise a client works on it.
 */
class MoveKillsHttpIT {

    private static final int KILLS = Integer.getInteger("netbuild.it.kills", 3);
    private static final long SEED = Long.getLong("netbuild.it.seed", System.nanoTime());
    private static final List<String> PLACES = List.of("SHARED", "SCHEMA", "DATABASE");

    private final Random random = new Random(SEED);

    @Test
    void theTenantShouldBeWholeWheneverTheServerIsKilled() throws Exception {
        System.out.println("[kills] %d, -Dnetbuild.it.seed=%d".formatted(KILLS, SEED));
        Traveller first = Traveller.named("killed-at-random");
        TestTenant tenant = first.tenant();
        long start = System.nanoTime();
        Moving.move(tenant, "SCHEMA");
        long usual = System.nanoTime() - start;
        first.assertWholeAt("SCHEMA");
        String present = "SCHEMA";

        for (int kill = 0; kill < KILLS; kill++) {
            String from = present;
            List<String> others =
                    PLACES.stream().filter(place -> !place.equals(from)).toList();
            String next = others.get(random.nextInt(others.size()));
            long moment = (long) (random.nextDouble() * 1.1 * usual);
            present =
                    kill % 2 == 0 ? killed(tenant, from, next, moment) : killedAtWork(tenant, kill, from, next, moment);
        }
    }

    private static String killed(TestTenant tenant, String from, String next, long moment) throws Exception {
        Traveller traveller = Traveller.prepared(tenant, from);
        String present = killAndEnd(tenant, from, next, moment);
        traveller.assertWholeAt(present);
        return present;
    }

    /** What the client was told of is there once, and of what it was not told at most once. */
    private static String killedAtWork(TestTenant tenant, int kill, String from, String next, long moment)
            throws Exception {
        CompletableFuture<List<String>> client = CompletableFuture.supplyAsync(() -> started(tenant, "kill-" + kill));
        String present = killAndEnd(tenant, from, next, moment);
        List<String> told = client.get(1, TimeUnit.MINUTES);
        List<String> found = tenant.engine()
                .api()
                .get("/history/process-instance?maxResults=100000&processInstanceBusinessKeyLike=kill-" + kill + "-%25")
                .expect(200)
                .texts("businessKey");
        assertThat(found).containsAll(told).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(told.size() + 1);
        for (String place : PLACES) {
            assertThat(Rows.Place.of(tenant, place).isLeft(tenant)).as(place).isNotEqualTo(place.equals(present));
        }
        return present;
    }

    /** Starts instances one after the other until the server dies. @return those that it was told of */
    private static List<String> started(TestTenant tenant, String prefix) {
        List<String> told = new ArrayList<>();
        for (int i = 0; Stack.server().isRunning(); i++) {
            String key = prefix + "-" + i;
            try {
                Answer answer = tenant.engine().tryStart("simple", key, Map.of());
                if (answer.status() == 200) {
                    told.add(key);
                }
            } catch (AssertionError e) {
                return told; // no answer
            }
        }
        return told;
    }

    /** @return where the tenant lives afterwards */
    private static String killAndEnd(TestTenant tenant, String from, String next, long moment) throws Exception {
        int before = moves(tenant).size();
        CompletableFuture<Void> begun = CompletableFuture.runAsync(() -> Moving.begin(tenant, next));
        LockSupport.parkNanos(moment);
        Stack.server().kill();
        String phase = begun.handle((ok, failure) -> failure == null ? "begun" : "not begun")
                .get(1, TimeUnit.MINUTES);
        Stack.server().restart();
        JsonNode moves = moves(tenant);
        String present = from;
        if (moves.size() > before) {
            JsonNode ended = Moving.done(
                    tenant.resource(), "/moves/" + moves.path(0).path("id").asText());
            present = next;
            phase = ended.path("events").findValuesAsText("event").toString();
        }
        System.out.println(
                "[kills] %s to %s after %d ms: %s".formatted(from, next, TimeUnit.NANOSECONDS.toMillis(moment), phase));
        return present;
    }

    private static JsonNode moves(TestTenant tenant) {
        return tenant.resource().get("/moves").expect(200).json();
    }
}
