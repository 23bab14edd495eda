package io.netbuild.bench.move;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.bench.Api;
import io.netbuild.bench.BenchFailure;
import io.netbuild.bench.Statistics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A move that has ended well, as the API tells of it. */
record MoveResult(JsonNode move) {

    private static final Set<String> ENDS = Set.of("DONE", "FAILED", "CANCELLED");
    private static final long LOOK_MILLIS = 200;
    private static final double GOAL_ROWS_A_SECOND = 50_000;
    private static final double GOAL_RATIO = 1.5;

    /** Moves a tenant, and waits until nothing is left of it where it was. */
    static MoveResult of(Api operator, String tenant, Place target) throws InterruptedException {
        String moves = "/api/tenants/" + tenant + "/moves";
        JsonNode move = operator.post(moves, Map.of("target", target.target()));
        String path = moves + "/" + move.path("id").asText();
        while (!ENDS.contains(move.path("phase").asText())) {
            Thread.sleep(LOOK_MILLIS);
            move = operator.get(path);
        }
        if (!move.path("phase").asText().equals("DONE")) {
            throw new BenchFailure("The move to " + target + " has failed: " + move);
        }
        return new MoveResult(move);
    }

    Map<String, Object> row(MoveSize size, Place from, Place to, String mode) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("size", size.name());
        row.put("load", mode);
        row.put("from", from.name());
        row.put("to", to.name());
        row.put("seconds", Statistics.rounded(seconds("createdAt"), 4));
        row.put("rows", move.path("rowsCopied").asLong());
        row.put("copy_seconds", Statistics.rounded(between("COPYING", "CATCHING_UP"), 4));
        row.put("copy_rows_a_second", rowsPerSecond());
        row.put("goal_rows_a_second", GOAL_ROWS_A_SECOND);
        row.put("verify_seconds", Statistics.rounded(between("VERIFYING", "FREEZING"), 4));
        row.put("removal_seconds", Statistics.rounded(between("SWITCHED", "DONE"), 4));
        row.put("rows_changed_meanwhile", move.path("rowsChanged").asLong());
        row.put("freeze_ms", move.path("freezeMillis").asLong());
        row.put("goal_freeze_ms", size.freezeMillis());
        row.put("failed_attempts", failures());
        return row;
    }

    /** What the move was in. @param to exclusive */
    record Phase(String name, Instant from, Instant to) {}

    /** In their order, each as often as the move came to it. */
    List<Phase> phases() {
        List<Phase> phases = new ArrayList<>();
        String name = "PREPARING";
        Instant from = Instant.parse(move.path("createdAt").asText());
        for (JsonNode event : move.path("events")) {
            String text = event.path("event").asText();
            if (text.startsWith("phase ")) {
                Instant to = Instant.parse(event.path("at").asText());
                phases.add(new Phase(name, from, to));
                name = text.substring("phase ".length());
                from = to;
            }
        }
        return phases;
    }

    static void putNeighbours(Map<String, Object> row, Statistics before, Statistics during, Statistics after) {
        row.put("neighbours_p99_ms_before", p99(before));
        row.put("neighbours_p99_ms_during", p99(during));
        row.put("neighbours_p99_ms_after", p99(after));
        row.put("neighbours_p99_ratio", Statistics.rounded(during.percentile(99) / before.percentile(99), 3));
        row.put("neighbours_p99_ratio_to_after", Statistics.rounded(during.percentile(99) / after.percentile(99), 3));
        row.put("goal_ratio", GOAL_RATIO);
    }

    private static double p99(Statistics calls) {
        return Statistics.rounded(calls.percentile(99), 3);
    }

    String text() {
        return "%.1f s, %,d rows at %,d a second, %,d changed meanwhile, frozen %d ms"
                .formatted(
                        seconds("createdAt"),
                        move.path("rowsCopied").asLong(),
                        rowsPerSecond(),
                        move.path("rowsChanged").asLong(),
                        move.path("freezeMillis").asLong());
    }

    /** With everything that happens from the first row to the last: the indexes of a new place among it. */
    private long rowsPerSecond() {
        return (long) (move.path("rowsCopied").asLong() / Math.max(0.001, between("COPYING", "CATCHING_UP")));
    }

    private long failures() {
        return move.path("events").findValuesAsText("event").stream()
                .filter(event -> event.startsWith("failed"))
                .count();
    }

    private double seconds(String since) {
        return millis(move.path(since), move.path("finishedAt")) / 1e3;
    }

    /** From the first time that it came to one phase to the last time that it came to the other, in seconds. */
    private double between(String first, String last) {
        JsonNode from = null;
        JsonNode to = null;
        for (JsonNode event : move.path("events")) {
            String text = event.path("event").asText();
            if (from == null && text.equals("phase " + first)) {
                from = event;
            }
            if (text.equals("phase " + last)) {
                to = event;
            }
        }
        return from == null || to == null ? 0 : millis(from.path("at"), to.path("at")) / 1e3;
    }

    private static long millis(JsonNode from, JsonNode to) {
        return Duration.between(Instant.parse(from.asText()), Instant.parse(to.asText()))
                .toMillis();
    }
}
