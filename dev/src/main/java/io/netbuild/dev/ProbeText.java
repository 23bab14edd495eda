package io.netbuild.dev;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.dev.demo.TextTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A report for readers: what was tried by which way with which results, and every leak, error and failed control by itself. */
final class ProbeText {

    private static final int LONGEST_LIST = 50;
    private static final List<String> KINDS = List.of("read", "change", "start", "correlate", "complete", "delete");

    private final JsonNode report;

    ProbeText(JsonNode report) {
        this.report = report;
    }

    String text() {
        List<String> parts = new ArrayList<>(List.of(attempts(), paths()));
        List<String> remarkable = remarkable();
        if (!remarkable.isEmpty()) {
            parts.add(remarkable.stream().limit(LONGEST_LIST).collect(Collectors.joining(System.lineSeparator())));
            if (remarkable.size() > LONGEST_LIST) {
                parts.add("and %d more: see the report".formatted(remarkable.size() - LONGEST_LIST));
            }
        }
        parts.add("%s: %d attempts, %d leaks, %d errors in %.1f s (report %s)"
                .formatted(
                        report.path("verdict").asText(),
                        report.path("attemptsTried").asLong(),
                        report.path("leaks").asLong(),
                        report.path("errors").asLong(),
                        report.path("durationMillis").asLong() / 1000.0,
                        report.path("id").asText()));
        return String.join(System.lineSeparator().repeat(2), parts);
    }

    /** One line for what was tried alike on several tables and between several tenants. */
    private String attempts() {
        Map<List<String>, Map<String, Integer>> results =
                new TreeMap<>(Comparator.comparing((List<String> what) -> what.get(0))
                        .thenComparing(what -> KINDS.indexOf(what.get(1)))
                        .thenComparing(what -> what.get(2)));
        for (JsonNode attempt : report.path("attempts")) {
            List<String> what = List.of(
                    attempt.path("path").asText(),
                    attempt.path("kind").asText(),
                    attempt.path("attempt").asText());
            results.computeIfAbsent(what, key -> new TreeMap<>())
                    .merge(attempt.path("outcome").asText(), 1, Integer::sum);
        }
        TextTable table = new TextTable("path", "kind", "attempt", "result");
        results.forEach((what, outcomes) -> table.row(what.get(0), what.get(1), what.get(2), counted(outcomes)));
        return table.toString();
    }

    private static String counted(Map<String, Integer> outcomes) {
        return outcomes.entrySet().stream()
                .map(outcome -> outcome.getKey() + " " + outcome.getValue())
                .collect(Collectors.joining(", "));
    }

    private String paths() {
        TextTable table =
                new TextTable("path", "attempts", "refused", "nothing", "leaks", "errors", "controls", "not available");
        for (JsonNode path : report.path("paths")) {
            table.row(
                    path.path("path").asText(),
                    path.path("attempts").asText(),
                    path.path("refused").asText(),
                    path.path("nothing").asText(),
                    path.path("leaks").asText(),
                    path.path("errors").asText(),
                    path.path("controls").asText()
                            + (path.path("failedControls").asLong() == 0
                                    ? ""
                                    : " (%s failed)"
                                            .formatted(
                                                    path.path("failedControls").asText())),
                    path.path("reason").asText());
        }
        return table.toString();
    }

    private List<String> remarkable() {
        List<String> lines = new ArrayList<>();
        for (JsonNode attempt : report.path("attempts")) {
            String outcome = attempt.path("outcome").asText();
            if (outcome.equals("LEAK") || outcome.equals("error")) {
                lines.add("%s: %s at %s by %s: %s %s: %s"
                        .formatted(
                                outcome,
                                attempt.path("from").asText(),
                                attempt.path("to").asText(),
                                attempt.path("path").asText(),
                                attempt.path("attempt").asText(),
                                attempt.path("on").asText(),
                                attempt.path("detail").asText()));
            }
        }
        for (JsonNode control : report.path("controls")) {
            if (!control.path("worked").asBoolean()) {
                lines.add("error: %s cannot do itself by %s: %s %s: %s"
                        .formatted(
                                control.path("tenant").asText(),
                                control.path("path").asText(),
                                control.path("attempt").asText(),
                                control.path("on").asText(),
                                control.path("detail").asText()));
            }
        }
        return lines;
    }
}
