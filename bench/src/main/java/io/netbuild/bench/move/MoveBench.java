package io.netbuild.bench.move;

import io.netbuild.bench.Api;
import io.netbuild.bench.BenchServer;
import io.netbuild.bench.Benchmark;
import io.netbuild.bench.Statistics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * A tenant with many rows moves from one level of isolation to the next: first while nobody works, then while clients work on it and as many on its neighbours, whose
 * calls are measured before, during and after each move.
 */
@Command(name = "move", description = "Time, freeze and effect on neighbours of moves", mixinStandardHelpOptions = true)
public final class MoveBench extends Benchmark {

    private static final String TENANT = "mover";
    private static final String WARM_UP = "warm-up";

    private static final int MOST_NODES = 9;

    /** From so many on a p99 is more than the slowest of them. */
    private static final int MANY_CALLS = 100;

    private static final long HALF_A_MINUTE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private enum Load {
        IDLE,
        BUSY
    }

    @Option(
            names = "--size",
            split = ",",
            defaultValue = "small,large",
            description = "small: 2,100 running instances and 210,000 rows of history; large: 42,000 and 1,100,000; "
                    + "tiny: 10 and 500 (default: ${DEFAULT-VALUE})")
    List<MoveSize> sizes = List.of();

    @Option(
            names = "--route",
            split = ",",
            defaultValue = "SCHEMA,DATABASE,SHARED,DATABASE,SCHEMA,SHARED",
            description =
                    "Where to, one after the other, beginning and ending in SHARED; ELSEWHERE is a database on another server "
                            + "(default: ${DEFAULT-VALUE})")
    List<Place> route = List.of();

    @Option(
            names = "--clients",
            defaultValue = "8",
            description = "On the tenant, and as many on neighbours (default: ${DEFAULT-VALUE})")
    int clients;

    @Option(
            names = "--pause",
            defaultValue = "100",
            description = "Of a client after each call, in milliseconds, on the average (default: ${DEFAULT-VALUE})")
    long pauseMillis;

    @Option(
            names = "--before",
            defaultValue = "10",
            description = "Seconds that neighbours are measured before each move, and after the last one "
                    + "(default: ${DEFAULT-VALUE})")
    int before;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description =
                    "For so long a tenant with few rows is moved before anything is measured, while clients work on it, "
                            + "and on neighbours without a pause (default: ${DEFAULT-VALUE})")
    int warmUp;

    @Option(
            names = "--nodes",
            defaultValue = "1",
            description = "WildFlys behind a reverse proxy (default: ${DEFAULT-VALUE})")
    int nodes;

    @Option(names = "--only", paramLabel = "idle|busy", description = "Leave the other out (default: both)")
    @Nullable
    Load only;

    @Override
    protected void checkOptions() {
        if (nodes > MOST_NODES) {
            throw new ParameterException(
                    spec.commandLine(), "--nodes is %d, rule: at most %d".formatted(nodes, MOST_NODES));
        }
        if (route.get(route.size() - 1) != Place.SHARED) {
            throw new ParameterException(
                    spec.commandLine(), "--route %s has to end in SHARED, where everything begins".formatted(route));
        }
        Place present = Place.SHARED;
        for (Place next : route) {
            if (next == present) {
                throw new ParameterException(
                        spec.commandLine(), "--route %s goes from %s to the same".formatted(route, next));
            }
            present = next;
        }
    }

    @Override
    protected int nodes() {
        return nodes;
    }

    @Override
    protected boolean withSecondPostgres() {
        return route.contains(Place.ELSEWHERE);
    }

    @Override
    protected List<Map<String, Object>> measure(BenchServer server) throws Exception {
        Api operator = server.asOperator();
        if (quick) {
            before = 1;
            clients = 2;
            warmUp = 0;
            only = Load.BUSY;
            sizes = List.of(MoveSize.TINY);
            route = List.of(Place.SCHEMA, Place.SHARED);
        }
        Reviews.createTenant(server, operator, TENANT);
        for (String neighbour : Reviews.NEIGHBOURS) {
            Reviews.createTenant(server, operator, neighbour);
        }
        warmUp(server, operator);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (MoveSize size : sizes) {
            progress(Reviews.fill(server, operator, TENANT, size));
            if (only != Load.BUSY) {
                rows.addAll(idle(operator, size));
            }
            if (only != Load.IDLE) {
                rows.addAll(busy(operator, size));
            }
        }
        return rows;
    }

    /** A virtual machine that is compiling what a move runs takes the processors from everybody. */
    private void warmUp(BenchServer server, Api operator) throws InterruptedException {
        if (warmUp == 0) {
            return;
        }
        Reviews.createTenant(server, operator, WARM_UP);
        int moves = 0;
        try (Clients own = Clients.begin(operator, List.of(WARM_UP), Reviews.PROCESS, clients, pauseMillis);
                Clients others = Clients.begin(operator, Reviews.NEIGHBOURS, Reviews.PROCESS, clients, 0)) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(warmUp);
            Place present = Place.SHARED;
            while (System.nanoTime() - end < 0 || present != Place.SHARED) {
                present = route.get(moves % route.size());
                MoveResult.of(operator, WARM_UP, present);
                moves++;
            }
            progress("Warmed up by %d moves of a tenant with few rows and %,d calls"
                    .formatted(moves, own.count() + others.count()));
        }
    }

    private List<Map<String, Object>> idle(Api operator, MoveSize moved) throws InterruptedException {
        List<Map<String, Object>> rows = new ArrayList<>();
        Place present = Place.SHARED;
        for (Place next : route) {
            MoveResult result = MoveResult.of(operator, TENANT, next);
            Map<String, Object> row = result.row(moved, present, next, "idle");
            row.put("nodes", nodes);
            row.put("warm_up_seconds", warmUp);
            rows.add(row);
            report(moved, present, next, "idle", result);
            present = next;
        }
        return rows;
    }

    private List<Map<String, Object>> busy(Api operator, MoveSize moved) throws InterruptedException {
        List<Map<String, Object>> rows = new ArrayList<>();
        Place present = Place.SHARED;
        try (Clients own = Clients.begin(operator, List.of(TENANT), Reviews.PROCESS, clients, pauseMillis);
                Clients others = Clients.begin(operator, Reviews.NEIGHBOURS, Reviews.PROCESS, clients, pauseMillis)) {
            Thread.sleep(before * 1000L); // all have come
            Span calm = calm();
            for (Place next : route) {
                int refused = own.refused();
                int refusedOthers = others.refused();
                long begin = System.nanoTime();
                MoveResult result = MoveResult.of(operator, TENANT, next);
                Span during = new Span(begin, System.nanoTime());
                Map<String, Object> row = result.row(moved, present, next, "busy");
                row.put("refused_503", own.refused() - refused);
                row.put("refused_503_of_neighbours", others.refused() - refusedOthers);
                row.put("calls_a_second_before", calm.callsPerSecond(own));
                row.put("calls_a_second_during", during.callsPerSecond(own));
                row.put("longest_call_ms_before", longest(calm.callsOf(own)));
                row.put("longest_call_ms_during", longest(during.callsOf(own)));
                report(moved, present, next, "busy", result);
                Span after = calm();
                MoveResult.putNeighbours(row, calm.callsOf(others), during.callsOf(others), after.callsOf(others));
                row.put("neighbours_p99_ms_before_by_half_minute", byHalfMinute(others, calm));
                row.put("neighbours_p99_ms_by_phase", byPhase(others, result));
                row.put("nodes", nodes);
                row.put("warm_up_seconds", warmUp);
                row.put("clients", clients);
                row.put("pause_ms", pauseMillis);
                rows.add(row);
                progress("  neighbours %s of before, %s of after, refused %s"
                        .formatted(
                                row.get("neighbours_p99_ratio"),
                                row.get("neighbours_p99_ratio_to_after"),
                                row.get("refused_503")));
                present = next;
                calm = after;
            }
        }
        return rows;
    }

    /** A time in which nothing moves. */
    private Span calm() throws InterruptedException {
        long begin = System.nanoTime();
        Thread.sleep(before * 1000L);
        return new Span(begin, System.nanoTime());
    }

    /** A time by {@link System#nanoTime}. @param end exclusive */
    private record Span(long begin, long end) {

        Statistics callsOf(Clients clients) {
            return clients.between(begin, end);
        }

        long callsPerSecond(Clients clients) {
            return clients.count(begin, end) * 1_000_000_000 / (end - begin);
        }
    }

    /** How long a client of the tenant has waited for an answer: what its users notice of the freeze. */
    private static double longest(Statistics own) {
        return Statistics.rounded(own.max(), 3);
    }

    /** How much the p99 of a time as long as a short move differs while nothing moves: of each whole half minute, none in less. */
    private static List<Double> byHalfMinute(Clients others, Span calm) {
        List<Double> p99 = new ArrayList<>();
        for (long begin = calm.begin(); begin + HALF_A_MINUTE_NANOS <= calm.end(); begin += HALF_A_MINUTE_NANOS) {
            p99.add(Statistics.rounded(
                    others.between(begin, begin + HALF_A_MINUTE_NANOS).percentile(99), 3));
        }
        return p99;
    }

    /** The p99 of each phase that lasted long enough for one to be seen. */
    private static Map<String, Double> byPhase(Clients others, MoveResult result) {
        long now = System.nanoTime();
        Instant wall = Instant.now();
        Map<String, Double> p99 = new LinkedHashMap<>();
        for (MoveResult.Phase phase : result.phases()) {
            long from = now - Duration.between(phase.from(), wall).toNanos();
            long to = now - Duration.between(phase.to(), wall).toNanos();
            Statistics calls = others.between(from, to);
            if (calls.count() >= MANY_CALLS) {
                p99.put(phase.name(), Statistics.rounded(calls.percentile(99), 3));
            }
        }
        return p99;
    }

    private void report(MoveSize moved, Place from, Place to, String mode, MoveResult result) {
        progress("%s, %s, %s to %s: %s".formatted(moved, mode, from, to, result.text()));
    }
}
