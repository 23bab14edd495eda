package io.netbuild.bench.noisy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netbuild.bench.BenchServer;
import io.netbuild.bench.Benchmark;
import io.netbuild.bench.Statistics;
import io.netbuild.dev.demo.ModelFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.camunda.bpm.model.bpmn.Bpmn;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Eight tenants with timers that are due at a steady rate; one of them has its fair share or a multiple of it. Measured is how late the timers of the seven others
 * are, from due to executed, and how long calls of theirs take meanwhile. All timers are made before, so that nothing but their execution and the calls are
 * in it. The same is done with the stock engine and its own executor, in plain Java, where a call has no HTTP in it.
 */
@Command(name = "noisy", description = "A tenant's flood, as others feel it", mixinStandardHelpOptions = true)
public final class NoisyBench extends Benchmark {

    static final String PROCESS = "noisy-timer";

    private static final String NOISY = "noisy";
    private static final String QUIET = "quiet-%";
    private static final int QUIET_TENANTS = 7;
    private static final long LEAD_MILLIS = 2_000;
    private static final long CALL_PAUSE_MILLIS = 20;
    private static final double GOAL = 1.5;

    @Option(
            names = "--rate",
            defaultValue = "12",
            description = "Timers of a tenant's fair share, per second (default: ${DEFAULT-VALUE})")
    int rate;

    @Option(names = "--seconds", defaultValue = "20", description = "Of each measurement (default: ${DEFAULT-VALUE})")
    int seconds;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "Of all measurements; the median of them counts (default: ${DEFAULT-VALUE})")
    int rounds;

    @Option(names = "--platform-only", description = "Leave the stock engine out")
    boolean platformOnly;

    /** How many times its fair share the noisy one has, the first of them being its fair share. */
    private List<Integer> shares = List.of(1, 4, 8, 16);

    /** How long it takes to make a timer, at first a guess. */
    private double millisEach = 8;

    /** In milliseconds. */
    private record Felt(Statistics jobs, Statistics calls) {}

    @Override
    protected List<Map<String, Object>> measure(BenchServer server) throws Exception {
        if (quick) {
            seconds = 2;
            rate = 3;
            rounds = 1;
            shares = List.of(1, 16);
        }
        ModelFile model = model();
        List<String> tenants = new ArrayList<>(IntStream.rangeClosed(1, QUIET_TENANTS)
                .mapToObj(i -> QUIET.replace("%", "" + i))
                .toList());
        tenants.add(NOISY);
        List<Map<String, Object>> rows = new ArrayList<>();
        try (House platform = Platform.of(server, tenants, model)) {
            rows.addAll(rows(platform, tenants));
        }
        if (!platformOnly) {
            try (House house = Stock.of(server, tenants, model)) {
                rows.addAll(rows(house, tenants));
            }
        }
        return rows;
    }

    private static ModelFile model() {
        return new ModelFile(
                PROCESS + ".bpmn",
                Bpmn.convertToString(Bpmn.createExecutableProcess(PROCESS)
                                .camundaHistoryTimeToLiveString("P1D")
                                .startEvent()
                                .intermediateCatchEvent()
                                .timerWithDate("${due}")
                                .endEvent()
                                .done())
                        .getBytes(UTF_8));
    }

    private List<Map<String, Object>> rows(House house, List<String> tenants) throws Exception {
        measure(house, tenants, 1); // warms up
        List<List<Felt>> felt = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            List<Felt> ofRound = new ArrayList<>();
            for (int times : shares) {
                ofRound.add(measure(house, tenants, times));
            }
            felt.add(ofRound);
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < shares.size(); i++) {
            rows.add(row(house, shares.get(i), column(felt, i), column(felt, 0)));
        }
        return rows;
    }

    private static List<Felt> column(List<List<Felt>> felt, int column) {
        return felt.stream().map(round -> round.get(column)).toList();
    }

    private Felt measure(House house, List<String> tenants, int times) throws Exception {
        long from = prepared(house, tenants, times);
        List<Double> calls = calls(house, from, from + seconds * 1000L);
        awaitAllRun(house);
        Felt felt = new Felt(house.lateness().of(QUIET, from, from + seconds * 1000L), Statistics.of(calls));
        progress("%s, noisy at %d times: timers p50 %.1f p99 %.1f ms, calls p50 %.1f p99 %.1f ms"
                .formatted(
                        house.name(),
                        times,
                        felt.jobs().median(),
                        felt.jobs().percentile(99),
                        felt.calls().median(),
                        felt.calls().percentile(99)));
        return felt;
    }

    /** Makes all timers, and returns when the first are due. When that takes longer than it was thought to it is done again. */
    private long prepared(House house, List<String> tenants, int times) throws Exception {
        int each = rate * seconds;
        while (true) {
            long from = System.currentTimeMillis()
                    + (long) (millisEach * each * (tenants.size() - 1 + times))
                    + LEAD_MILLIS;
            for (String tenant : tenants) {
                int share = tenant.equals(NOISY) ? times : 1;
                house.prepare(tenant, each * share, from, 1000.0 / (rate * share));
            }
            if (System.currentTimeMillis() < from) {
                return from;
            }
            millisEach *= 2;
            awaitAllRun(house);
        }
    }

    private static void awaitAllRun(House house) throws Exception {
        while (house.lateness().running() > 0) {
            Thread.sleep(200);
        }
    }

    /** Calls of the quiet ones in turns, with a pause between two, while the timers are due. */
    private static List<Double> calls(House house, long from, long to) throws Exception {
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try {
            return caller.submit(() -> {
                        List<Double> millis = new ArrayList<>();
                        Thread.sleep(Math.max(0, from - System.currentTimeMillis()));
                        for (int i = 0; System.currentTimeMillis() < to; i++) {
                            long start = System.nanoTime();
                            house.call(QUIET.replace("%", "" + (1 + i % QUIET_TENANTS)));
                            millis.add((System.nanoTime() - start) / 1e6);
                            Thread.sleep(CALL_PAUSE_MILLIS);
                        }
                        return millis;
                    })
                    .get();
        } finally {
            caller.shutdownNow();
        }
    }

    private Map<String, Object> row(House house, int times, List<Felt> felt, List<Felt> calm) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("engine", house.name());
        row.put("noisy_times_fair_share", times);
        put(row, "timers", felt, calm, Felt::jobs);
        put(row, "calls", felt, calm, Felt::calls);
        row.put("goal_ratio", GOAL);
        row.put("timers_per_second_of_each", rate);
        row.put("seconds", seconds);
        row.put("rounds", rounds);
        return row;
    }

    /** The median of the rounds; the p99 also of the best and the worst. */
    private static void put(
            Map<String, Object> row, String what, List<Felt> felt, List<Felt> calm, Function<Felt, Statistics> part) {
        Statistics p99 = Statistics.of(
                felt.stream().map(one -> part.apply(one).percentile(99)).toList());
        Statistics calmP99 = Statistics.of(
                calm.stream().map(one -> part.apply(one).percentile(99)).toList());
        Statistics p50 =
                Statistics.of(felt.stream().map(one -> part.apply(one).median()).toList());
        row.put(what + "_p50_ms", Statistics.rounded(p50.median(), 3));
        row.put(what + "_p99_ms", Statistics.rounded(p99.median(), 3));
        row.put(what + "_p99_least_ms", Statistics.rounded(p99.min(), 3));
        row.put(what + "_p99_most_ms", Statistics.rounded(p99.max(), 3));
        row.put(what + "_p99_ratio", Statistics.rounded(p99.median() / calmP99.median(), 3));
    }
}
