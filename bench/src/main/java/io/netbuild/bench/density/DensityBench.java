package io.netbuild.bench.density;

import io.netbuild.bench.Api;
import io.netbuild.bench.BenchServer;
import io.netbuild.bench.Benchmark;
import io.netbuild.bench.Statistics;
import io.netbuild.dev.demo.ModelFile;
import io.netbuild.dev.demo.Models;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The heap that a tenant's own engine takes: its engine, its datasource and what caches keep for it, once a model is deployed and an instance has
 * run through. Measured twice: with the pool's connections still open, and when the pools have closed them because nobody used them.
 */
@Command(name = "density", description = "Heap after GC per extra engine", mixinStandardHelpOptions = true)
public final class DensityBench extends Benchmark {

    private static final double GOAL = 0.5;
    private static final String PROCESS = "simple";

    /** Longer than the pools keep an idle connection: idle-timeout-minutes is 1, and they look every half of that. */
    private static final Duration IDLE = Duration.ofSeconds(150);

    @Option(names = "--engines", defaultValue = "30", description = "default: ${DEFAULT-VALUE}")
    int engines;

    @Override
    protected List<Map<String, Object>> measure(BenchServer server) throws Exception {
        int count = quick ? 3 : engines;
        Api operator = server.asOperator();
        ModelFile model = Models.named(PROCESS);
        // what only the first ones cost: classes, and what all engines share
        for (int i = 0; i < 2; i++) {
            addEngine(server, operator, "warm-" + i, model);
        }
        rest();
        double before = heap(operator);
        for (int i = 0; i < count; i++) {
            addEngine(server, operator, "own-" + i, model);
            progress("Engine " + (i + 1) + " of " + count);
        }
        double after = heap(operator);
        rest();
        double idle = heap(operator);

        Map<String, Object> row = new LinkedHashMap<>();
        row.put("bench", "density");
        row.put("engines", count);
        row.put("mb_per_engine", Statistics.rounded((after - before) / count, 3));
        row.put("mb_per_engine_idle", Statistics.rounded((idle - before) / count, 3));
        row.put("goal_mb", GOAL);
        row.put("met", (after - before) / count <= GOAL);
        row.put("heap_before_mb", Statistics.rounded(before, 4));
        row.put("heap_after_mb", Statistics.rounded(after, 4));
        row.put("heap_idle_mb", Statistics.rounded(idle, 4));
        return List.of(row);
    }

    private void rest() throws InterruptedException {
        Duration pause = quick ? Duration.ofSeconds(2) : IDLE;
        progress("Waiting " + pause.toSeconds() + " s for idle connections to be closed");
        Thread.sleep(pause.toMillis());
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
