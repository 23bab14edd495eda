package io.netbuild.bench.density;

import io.netbuild.bench.Api;
import io.netbuild.bench.BenchServer;
import io.netbuild.bench.Benchmark;
import io.netbuild.bench.Statistics;
import io.netbuild.dev.demo.ModelFile;
import io.netbuild.dev.demo.Models;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The heap that a tenant's own engine takes: its engine, its datasource and what caches keep for it, once a model is deployed and an instance has
 * run through; awake, and put to rest. Then the time of the first call that wakes it, as the client sees it, against the same call of an engine that is awake; and
 * whether all tenants together can be used.
 */
@Command(
        name = "density",
        description = "Heap and wake-up time of tenants' own engines",
        mixinStandardHelpOptions = true)
public final class DensityBench extends Benchmark {

    private static final double GOAL_MB = 0.5;
    private static final double GOAL_WAKE_UP_MS = 150;
    private static final String PROCESS = "simple";

    /** Longer than it takes to make the engines whose heap is measured. */
    private static final Duration IDLE_TIME = Duration.ofSeconds(45);

    @Option(names = "--engines", defaultValue = "30", description = "Awake at once (default: ${DEFAULT-VALUE})")
    int engines;

    @Option(names = "--tenants", defaultValue = "500", description = "In all (default: ${DEFAULT-VALUE})")
    int tenants;

    @Override
    protected Map<String, String> settings() {
        return Map.of("netbuild.engine.idle-time", (quick ? Duration.ofSeconds(2) : IDLE_TIME).toString());
    }

    @Override
    protected List<Map<String, Object>> measure(BenchServer server) throws Exception {
        int awakeAtOnce = quick ? 3 : engines;
        int all = quick ? 5 : Math.max(tenants, engines);
        Api operator = server.asOperator();
        ModelFile model = Models.named(PROCESS);
        // what only the first ones cost: classes, and what all engines share
        for (int i = 0; i < 2; i++) {
            addEngine(server, operator, "warm-" + i, model);
        }
        awaitSleep(operator);
        double before = heap(operator);
        for (int i = 0; i < awakeAtOnce; i++) {
            addEngine(server, operator, tenant(i), model);
        }
        double awake = heap(operator);
        awaitSleep(operator);
        double asleep = heap(operator);
        for (int i = awakeAtOnce; i < all; i++) {
            addEngine(server, operator, tenant(i), model);
            if (i % 50 == 0) {
                progress("Tenant " + i + " of " + all);
            }
        }
        awaitSleep(operator);
        double allAsleep = heap(operator);
        List<Double> wakeUps = new ArrayList<>();
        List<Double> calls = new ArrayList<>();
        for (int i = 0; i < all; i++) {
            wakeUps.add(call(operator, tenant(i)));
            calls.add(call(operator, tenant(i)));
        }

        Map<String, Object> row = new LinkedHashMap<>();
        row.put("engines", awakeAtOnce);
        row.put("mb_per_engine_awake", Statistics.rounded((awake - before) / awakeAtOnce, 3));
        row.put("mb_per_engine_asleep", Statistics.rounded((asleep - before) / awakeAtOnce, 3));
        row.put("goal_mb", GOAL_MB);
        row.put("tenants", all);
        row.put("heap_with_all_asleep_mb", Statistics.rounded(allAsleep, 4));
        row.put("wake_up_p50_ms", Statistics.rounded(Statistics.of(wakeUps).median(), 3));
        row.put("wake_up_p99_ms", Statistics.rounded(Statistics.of(wakeUps).percentile(99), 3));
        row.put("goal_wake_up_ms", GOAL_WAKE_UP_MS);
        row.put(
                "call_when_awake_p50_ms",
                Statistics.rounded(Statistics.of(calls).median(), 3));
        row.put(
                "call_when_awake_p99_ms",
                Statistics.rounded(Statistics.of(calls).percentile(99), 3));
        return List.of(row);
    }

    private static String tenant(int number) {
        return "own-" + number;
    }

    /** In milliseconds, as the client sees it. */
    private static double call(Api operator, String tenant) {
        long start = System.nanoTime();
        operator.get("/t/" + tenant + "/engine-rest/process-instance/count");
        return (System.nanoTime() - start) / 1e6;
    }

    /** Waits until no engine is awake but the shared one. */
    private void awaitSleep(Api operator) throws InterruptedException {
        progress("Waiting for all engines to rest");
        while (operator.get("/bench/engines").path("awake").asInt() > 1) {
            Thread.sleep(500);
        }
    }

    private static void addEngine(BenchServer server, Api operator, String tenant, ModelFile model) {
        server.createTenant(operator, tenant, "SCHEMA");
        server.asAdministratorOf(tenant).deploy(tenant, model);
        operator.post("/bench/load?tenant=%s&process=%s&threads=1&millis=1".formatted(tenant, PROCESS), Map.of());
    }

    /** In MB of 1,000,000 bytes. */
    private static double heap(Api operator) {
        return operator.post("/bench/heap", Map.of()).path("usedBytes").asDouble() / 1e6;
    }
}
