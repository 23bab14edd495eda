package io.netbuild.bench.move;

import io.netbuild.bench.Statistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What one way has cost in one round.
 *
 * @param calls of all clients, a second
 * @param logBytes that PostgreSQL has written for a call
 * @param changes that were found, for a call of the tenant's clients
 * @param lastMillis until the last ones were found, when nobody worked any more
 */
record ChangesResult(double calls, double logBytes, double changes, double lastMillis) {

    /**
     * A way in all rounds.
     *
     * @param results one for each round
     * @param none those of the same rounds when nobody looked for changes
     */
    static Map<String, Object> row(
            MoveSize size, long present, Way way, List<ChangesResult> results, List<ChangesResult> none) {
        List<Double> ratios = IntStream.range(0, results.size())
                .mapToObj(round -> results.get(round).calls() / none.get(round).calls())
                .toList();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("size", size.name());
        row.put("rows", present);
        row.put("way", way.toString());
        row.put("calls_a_second", median(results, ChangesResult::calls));
        row.put("calls_ratio", Statistics.rounded(Statistics.of(ratios).median(), 3));
        row.put("calls_ratio_of_rounds", rounded(ratios));
        row.put("log_bytes_a_call", median(results, ChangesResult::logBytes));
        row.put("changes_a_call", median(results, ChangesResult::changes));
        row.put("last_ms", median(results, ChangesResult::lastMillis));
        row.put(
                "last_ms_of_rounds",
                rounded(results.stream().map(ChangesResult::lastMillis).toList()));
        return row;
    }

    String text() {
        return "%.1f calls a second, %.0f bytes of log and %.2f changes a call, the last in %.1f ms"
                .formatted(calls, logBytes, changes, lastMillis);
    }

    private static double median(List<ChangesResult> results, ToDoubleFunction<ChangesResult> value) {
        List<Double> values = results.stream().map(value::applyAsDouble).toList();
        return Statistics.rounded(Statistics.of(values).median(), 3);
    }

    private static List<Double> rounded(List<Double> values) {
        return values.stream().map(value -> Statistics.rounded(value, 3)).toList();
    }
}
