package io.netbuild.it.move;

import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.TestTenant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * The server is killed {@code -Dnetbuild.it.kills=N} times (default 1, as each is a start of the server), each time at random moments of the moves of four tenants.
 * These follow from {@code -Dnetbuild.it.seed=S}, which is printed. Two of the tenants stand still and are compared row by row, a client works on each of the others. One of either goes
 * back when it has switched.
 */
class MoveKillsHttpIT {

    private static final int KILLS = Integer.getInteger("netbuild.it.kills", 1);
    private static final long SEED = Long.getLong("netbuild.it.seed", System.nanoTime());
    private static final int TENANTS = 4;
    private static final List<String> PLACES = List.of("SHARED", "SCHEMA", "DATABASE");

    private final Random random = new Random(SEED);

    @Test
    void tenantsShouldBeWholeWheneverTheServerIsKilled() throws Exception {
        System.out.println("[kills] -Dnetbuild.it.kills=%d -Dnetbuild.it.seed=%d".formatted(KILLS, SEED));
        Map<TestTenant, String> places = new LinkedHashMap<>();
        long usual = 0;
        for (int i = 0; i < TENANTS; i++) {
            Traveller traveller = Traveller.named("killed-" + i);
            long start = System.nanoTime();
            Moving.move(traveller.tenant(), "SCHEMA");
            usual = System.nanoTime() - start;
            traveller.assertWholeAt("SCHEMA");
            places.put(traveller.tenant(), "SCHEMA");
        }

        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                kill(places, 2 * usual, threads);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Each move begins within twice the time that one takes alone; the server is killed after one to five times that. */
    private void kill(Map<TestTenant, String> places, long span, ExecutorService threads) throws Exception {
        List<KilledMove> moves = new ArrayList<>();
        for (Map.Entry<TestTenant, String> place : places.entrySet()) {
            KilledMove.Kind kind = new KilledMove.Kind(moves.size() % 2 == 1, moves.size() >= 2);
            List<String> others = PLACES.stream()
                    .filter(other -> !other.equals(place.getValue()))
                    .toList();
            String next = others.get(random.nextInt(others.size()));
            moves.add(new KilledMove(
                    place.getKey(), place.getValue(), next, kind, (long) (random.nextDouble() * span), threads));
        }
        LockSupport.parkNanos(span / 2 + (long) (random.nextDouble() * 2 * span));
        Stack.server().kill();
        Stack.server().restart();
        int i = 0;
        for (Map.Entry<TestTenant, String> place : places.entrySet()) {
            place.setValue(moves.get(i++).end());
        }
    }
}
