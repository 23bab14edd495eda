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
    private static final List<Integer> TIMES = List.of(1, 4, 8, 16);
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

    /** How long it takes to make a timer, at first a guess. */
    private double millisEach = 8;

    /** In milliseconds. */
    private record Felt(int times, Statistics jobs, Statistics calls) {}

    @Override
    protected List<Map<String, Object>> measure(BenchServer server) throws Exception {
        if (quick) {
            seconds = 2;
            rate = 3;
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
        try (House stock = Stock.of(server, tenants, model)) {
            rows.addAll(rows(stock, tenants));
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
        List<Felt> felt = new ArrayList<>();
        for (int times : TIMES) {
            felt.add(measure(house, tenants, times));
        }
        Felt calm = felt.get(0);
        return felt.stream().map(one -> row(house, one, calm)).toList();
    }

    private Felt measure(House house, List<String> tenants, int times) throws Exception {
        long from = prepared(house, tenants, times);
        List<Double> calls = calls(house, from, from + seconds * 1000L);
        awaitAllRun(house);
        Felt felt = new Felt(times, house.lateness().of(QUIET, from, from + seconds * 1000L), Statistics.of(calls));
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

    private Map<String, Object> row(House house, Felt felt, Felt calm) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("engine", house.name());
        row.put("noisy_times_fair_share", felt.times());
        row.put("timers_p50_ms", Statistics.rounded(felt.jobs().median(), 3));
        row.put("timers_p99_ms", Statistics.rounded(felt.jobs().percentile(99), 3));
        row.put("timers_p99_ratio", ratio(felt.jobs(), calm.jobs()));
        row.put("calls_p50_ms", Statistics.rounded(felt.calls().median(), 3));
        row.put("calls_p99_ms", Statistics.rounded(felt.calls().percentile(99), 3));
        row.put("calls_p99_ratio", ratio(felt.calls(), calm.calls()));
        row.put("goal_ratio", GOAL);
        row.put("timers_per_second_of_each", rate);
        row.put("seconds", seconds);
        return row;
    }

    private static double ratio(Statistics felt, Statistics calm) {
        return Statistics.rounded(felt.percentile(99) / calm.percentile(99), 3);
    }
}
