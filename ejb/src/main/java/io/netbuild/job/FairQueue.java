package io.netbuild.job;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whose turn it is among tenants that have something to be run: start-time fair queueing (Goyal, Vin, Cheng 1996) of thread time. Each tenant has a clock that runs
 * on by the time that it has used, divided by its weight; the one whose clock is furthest behind comes first, the one that has waited longest among equals. Who had
 * nothing to run gets no credit for it. How long something will run is not known, so it is charged what the tenant's last ones took on average, and corrected
 * when it has ended. No tenant runs more than its cap at the same time. Thread-safe.
 *
 * @param <T> what is run
 */
final class FairQueue<T> {

    private static final double FIRST_GUESS_SECONDS = 0.005;
    private static final double NEWEST_SHARE = 0.2;

    private final int cap;
    private final Map<String, Flow<T>> flows = new HashMap<>();
    private double now;

    private static final class Flow<T> {
        final Deque<Waiting<T>> waiting = new ArrayDeque<>();
        int running;
        double clock;
        double cost = FIRST_GUESS_SECONDS;
        double weight;

        Waiting<T> first() {
            return waiting.element();
        }
    }

    private record Waiting<T>(T work, long since) {}

    /** A turn, to be ended by {@link #done}. @param charged in seconds */
    record Turn<T>(String tenant, T work, double charged) {}

    /** @param cap how many turns of one tenant run at the same time at most */
    FairQueue(int cap) {
        this.cap = cap;
    }

    /**
     * Adds something behind what the tenant has already.
     *
     * @param weight more than 0; the tenant's share against others', as it is now
     */
    synchronized void add(String tenant, int weight, T work) {
        Flow<T> flow = flows.computeIfAbsent(tenant, unknown -> new Flow<>());
        flow.weight = weight;
        if (flow.waiting.isEmpty()) {
            flow.clock = Math.max(now, flow.clock);
        }
        flow.waiting.add(new Waiting<>(work, System.nanoTime()));
    }

    /** The next turn; empty when nothing waits that may run now. */
    synchronized Optional<Turn<T>> take() {
        Optional<Map.Entry<String, Flow<T>>> next = flows.entrySet().stream()
                .filter(entry -> !entry.getValue().waiting.isEmpty() && entry.getValue().running < cap)
                .min(Comparator.<Map.Entry<String, Flow<T>>>comparingDouble(entry -> entry.getValue().clock)
                        .thenComparingLong(entry -> entry.getValue().first().since()));
        return next.map(entry -> {
            Flow<T> flow = entry.getValue();
            Turn<T> turn = new Turn<>(entry.getKey(), flow.waiting.remove().work(), flow.cost);
            now = Math.max(now, flow.clock);
            flow.clock += turn.charged() / flow.weight;
            flow.running++;
            return turn;
        });
    }

    /** A turn has ended. */
    synchronized void done(Turn<T> turn, Duration took) {
        Flow<T> flow = flows.get(turn.tenant());
        if (flow == null) {
            throw new IllegalArgumentException("Not a turn of this queue: " + turn);
        }
        double seconds = took.toNanos() / 1e9;
        flow.running--;
        flow.clock += (seconds - turn.charged()) / flow.weight;
        flow.cost += NEWEST_SHARE * (seconds - flow.cost);
        forgetIdle();
    }

    /** Those that are idle and owe nothing are as good as new. */
    private void forgetIdle() {
        flows.values().removeIf(flow -> flow.running == 0 && flow.waiting.isEmpty() && flow.clock <= now);
    }

    /** How many of the tenant's wait or run. */
    synchronized int held(String tenant) {
        Flow<T> flow = flows.get(tenant);
        return flow == null ? 0 : flow.waiting.size() + flow.running;
    }

    /** How many wait or run, by tenant; of those that have any. */
    synchronized Map<String, Integer> held() {
        Map<String, Integer> held = new HashMap<>();
        flows.forEach((tenant, flow) -> {
            int count = flow.waiting.size() + flow.running;
            if (count > 0) {
                held.put(tenant, count);
            }
        });
        return held;
    }
}
