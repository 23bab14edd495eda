package io.netbuild.dev.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the demo found.
 *
 * @param url the platform's address
 */
record DemoReport(String url, List<Row> tenants) {

    /** One tenant's part. */
    record Row(String tenant, Placement placement, Done done, List<Attempt> attempts) {}

    /** Attempts that were not denied, each as a line; empty when all is well. */
    List<String> leaks() {
        return tenants.stream()
                .flatMap(row -> row.attempts().stream()
                        .filter(attempt -> !attempt.denied())
                        .map(attempt -> "%s on %s: %s got %s"
                                .formatted(row.tenant(), attempt.on(), attempt.what(), attempt.got())))
                .toList();
    }

    /** A table of the tenants and one of their attempts, with how often each answer came. */
    String text() {
        TextTable table = new TextTable(
                "TENANT",
                "ISOLATION",
                "ENGINE",
                "DATABASE/SCHEMA",
                "INSTANCES",
                "TASKS DONE",
                "TRIED ON OTHERS",
                "GOT");
        for (Row row : tenants) {
            table.row(
                    row.tenant(),
                    row.placement().isolation(),
                    row.placement().engine(),
                    row.placement().database() + "/" + row.placement().schema(),
                    String.valueOf(row.done().instances()),
                    "%d + %d external".formatted(row.done().tasks(), row.done().externalTasks()),
                    row.attempts().size() + " times",
                    answers(row.attempts()));
        }
        TextTable attempts = new TextTable("ON ANOTHER TENANT'S", "GOT");
        tenants.stream()
                .flatMap(row -> row.attempts().stream())
                .collect(Collectors.groupingBy(Attempt::what, LinkedHashMap::new, Collectors.toList()))
                .forEach((what, tries) -> attempts.row(what, answers(tries)));
        return table + System.lineSeparator().repeat(2) + attempts;
    }

    /** Such as "404 ×9, nothing ×3", the most frequent first. */
    private static String answers(List<Attempt> attempts) {
        Map<String, Long> counts = attempts.stream()
                .collect(Collectors.groupingBy(Attempt::got, LinkedHashMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(entry -> entry.getKey() + " ×" + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    String json() {
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
