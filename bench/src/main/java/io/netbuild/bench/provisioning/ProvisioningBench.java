package io.netbuild.bench.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.bench.Api;
import io.netbuild.bench.BenchServer;
import io.netbuild.bench.Benchmark;
import io.netbuild.bench.Statistics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The time of {@code POST /api/tenants}, as its caller sees it, until the tenant can be used. Tenants of all isolations are made in turn, one after
 * the other, and stay: the server is not an empty one at the end.
 */
@Command(name = "provisioning", description = "How long it takes to make a tenant", mixinStandardHelpOptions = true)
public final class ProvisioningBench extends Benchmark {

    private static final Map<String, Double> GOALS = new LinkedHashMap<>();

    static {
        GOALS.put("SHARED", 0.05);
        GOALS.put("SCHEMA", 0.5);
        GOALS.put("DATABASE", 0.7);
    }

    @Option(names = "--tenants", defaultValue = "20", description = "Of each isolation (default: ${DEFAULT-VALUE})")
    int tenants;

    @Option(names = "--warm-up", defaultValue = "5", description = "Of each isolation before (default: ${DEFAULT-VALUE})")
    int warmUp;

    @Override
    protected List<Map<String, Object>> measure(BenchServer server) {
        int measured = quick ? 3 : tenants;
        int before = quick ? 1 : warmUp;
        Map<String, Timings> timings = new LinkedHashMap<>();
        GOALS.keySet().forEach(isolation -> timings.put(isolation, new Timings()));
        Api operator = server.asOperator();
        for (int i = 0; i < before + measured; i++) {
            for (String isolation : GOALS.keySet()) {
                String id = "bench-%s-%d".formatted(isolation.toLowerCase(Locale.ROOT), i);
                long start = System.nanoTime();
                operator.post("/api/tenants", BenchServer.tenant(id, isolation));
                double seconds = (System.nanoTime() - start) / 1e9;
                if (i >= before) {
                    timings.get(isolation).add(seconds, operator.get("/api/tenants/" + id + "/provisioning"));
                }
                progress("%s: %.3f s".formatted(id, seconds));
            }
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        timings.forEach((isolation, timing) -> rows.add(timing.row(isolation, before)));
        return rows;
    }

    private static final class Timings {

        private final List<Double> seconds = new ArrayList<>();
        private final Map<String, List<Double>> stepMillis = new LinkedHashMap<>();

        void add(double total, JsonNode steps) {
            seconds.add(total);
            for (JsonNode step : steps) {
                stepMillis
                        .computeIfAbsent(step.path("step").asText(), name -> new ArrayList<>())
                        .add(step.path("millis").asDouble());
            }
        }

        Map<String, Object> row(String isolation, int warmUp) {
            Statistics total = Statistics.of(seconds);
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("bench", "provisioning");
            row.put("isolation", isolation);
            row.put("median_seconds", Statistics.rounded(total.median(), 3));
            row.put("goal_seconds", GOALS.get(isolation));
            row.put("met", total.median() <= GOALS.get(isolation));
            row.put("p95_seconds", Statistics.rounded(total.percentile(95), 3));
            row.put(
                    "spread",
                    List.of(Statistics.rounded(total.min(), 3), Statistics.rounded(total.max(), 3)));
            row.put("tenants", seconds.size());
            row.put("warm_up", warmUp);
            Map<String, Double> steps = new LinkedHashMap<>();
            stepMillis.forEach(
                    (step, millis) -> steps.put(step, Statistics.of(millis).median()));
            row.put("median_step_millis", steps);
            return row;
        }
    }
}
