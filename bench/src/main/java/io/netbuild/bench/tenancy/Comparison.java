package io.netbuild.bench.tenancy;

import static io.netbuild.bench.Statistics.rounded;

import io.netbuild.bench.Statistics;
import io.netbuild.bench.load.LoadResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The rounds at one number of threads. The ratio is the median of the rounds' ratios: the two numbers of a round were measured right after each other,
 * those of different rounds were not.
 *
 * @param rounds the result of each contender, by its name
 */
record Comparison(int threads, List<Map<String, LoadResult>> rounds) {

    private static final String NETBUILD = "netbuild";
    private static final double GOAL = 0.95;

    Map<String, Object> row(String indexes, String bare) {
        Statistics netbuildRate = of(NETBUILD, LoadResult::perSecond);
        Statistics bareRate = of(bare, LoadResult::perSecond);
        Statistics ratio = Statistics.of(rounds.stream()
                .map(round ->
                        get(round, NETBUILD).perSecond() / get(round, bare).perSecond())
                .toList());
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("bench", "tenancy");
        row.put("threads", threads);
        row.put("indexes", indexes);
        row.put("netbuild_per_second", rounded(netbuildRate.median(), 4));
        row.put("bare_per_second", rounded(bareRate.median(), 4));
        row.put("ratio", rounded(ratio.median(), 3));
        row.put("goal", GOAL);
        row.put("met", ratio.median() >= GOAL);
        row.put("rounds", rounds.size());
        Map<String, Object> spread = new LinkedHashMap<>();
        spread.put("ratio", range(ratio));
        spread.put("netbuild_per_second", range(netbuildRate));
        spread.put("bare_per_second", range(bareRate));
        row.put("spread", spread);
        row.put("netbuild_millis", latencies(NETBUILD));
        row.put("bare_millis", latencies(bare));
        return row;
    }

    private Map<String, Object> latencies(String contender) {
        Map<String, Object> millis = new LinkedHashMap<>();
        millis.put("p50", rounded(of(contender, LoadResult::p50).median(), 3));
        millis.put("p95", rounded(of(contender, LoadResult::p95).median(), 3));
        millis.put("p99", rounded(of(contender, LoadResult::p99).median(), 3));
        return millis;
    }

    private static List<Double> range(Statistics of) {
        return List.of(rounded(of.min(), 4), rounded(of.max(), 4));
    }

    private Statistics of(String contender, ToDoubleFunction<LoadResult> value) {
        return Statistics.of(rounds.stream()
                .map(round -> value.applyAsDouble(get(round, contender)))
                .toList());
    }

    private static LoadResult get(Map<String, LoadResult> round, String contender) {
        LoadResult result = round.get(contender);
        if (result == null) {
            throw new IllegalArgumentException("No contender " + contender);
        }
        return result;
    }
}
