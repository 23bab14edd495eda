package io.netbuild.bench.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.bench.Statistics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Of the tenants of one isolation: the whole as the caller saw it, and the steps as the server has recorded them. */
final class Timings {

    private final String isolation;
    private final double goal;
    private final List<Double> seconds = new ArrayList<>();
    private final Map<String, List<Double>> stepMillis = new LinkedHashMap<>();

    /** @param goal for the median, in seconds */
    Timings(String isolation, double goal) {
        this.isolation = isolation;
        this.goal = goal;
    }

    String isolation() {
        return isolation;
    }

    /** @param steps the answer of {@code GET /api/tenants/{id}/provisioning} */
    void add(double total, JsonNode steps) {
        seconds.add(total);
        for (JsonNode step : steps) {
            stepMillis
                    .computeIfAbsent(step.path("step").asText(), name -> new ArrayList<>())
                    .add(step.path("millis").asDouble());
        }
    }

    Map<String, Object> row(int warmUp) {
        Statistics total = Statistics.of(seconds);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("bench", "provisioning");
        row.put("isolation", isolation);
        row.put("median_seconds", Statistics.rounded(total.median(), 3));
        row.put("goal_seconds", goal);
        row.put("met", total.median() <= goal);
        row.put("p95_seconds", Statistics.rounded(total.percentile(95), 3));
        row.put("spread", List.of(Statistics.rounded(total.min(), 3), Statistics.rounded(total.max(), 3)));
        row.put("tenants", seconds.size());
        row.put("warm_up", warmUp);
        Map<String, Double> steps = new LinkedHashMap<>();
        stepMillis.forEach(
                (step, millis) -> steps.put(step, Statistics.of(millis).median()));
        row.put("median_step_millis", steps);
        return row;
    }
}
