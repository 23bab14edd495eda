package io.netbuild.bench.move;

import io.netbuild.bench.Api;
import io.netbuild.bench.BenchServer;
import io.netbuild.bench.Benchmark;
import io.netbuild.bench.Statistics;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Clients work on a tenant with many rows and on its neighbours while the tenant's changes are found: once in each way, and once not at all. In each round the ways follow one another, begun by another one.
 */
@Command(
        name = "changes",
        description = "What it costs to know which rows of a tenant have changed, and how long the last ones take",
        mixinStandardHelpOptions = true)
public final class ChangesBench extends Benchmark {

    private static final String TENANT = "mover";
    private static final long LOOK_MILLIS = 100;

    @Option(
            names = "--size",
            split = ",",
            defaultValue = "small,large",
            description = "What the tenant has, as in 'move' (default: ${DEFAULT-VALUE})")
    List<MoveSize> sizes = List.of();

    @Option(
            names = "--clients",
            defaultValue = "8",
            description = "On the tenant, and as many on neighbours (default: ${DEFAULT-VALUE})")
    int clients;

    @Option(names = "--seconds", defaultValue = "20", description = "Of work, for each way (default: ${DEFAULT-VALUE})")
    int seconds;

    @Option(names = "--rounds", defaultValue = "3", description = "Of all ways (default: ${DEFAULT-VALUE})")
    int rounds;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "Of work before anything is measured (default: ${DEFAULT-VALUE})")
    int warmUp;

    /**
     * A way in a round.
     *
     * @param calls of all clients, a second
     * @param logBytes that PostgreSQL has written for a call
     * @param changes that were found, for a call of the tenant's clients
     * @param lastMillis until the last ones were found, when nobody worked any more
     */
    private record Result(double calls, double logBytes, double changes, double lastMillis) {}

    @Override
    protected List<Map<String, Object>> measure(BenchServer server) throws Exception {
        Api operator = server.asOperator();
        if (quick) {
            clients = 2;
            seconds = 1;
            rounds = 1;
            warmUp = 0;
            sizes = List.of(MoveSize.TINY);
        }
        Reviews.createTenant(server, operator, TENANT);
        for (String neighbour : Reviews.NEIGHBOURS) {
            Reviews.createTenant(server, operator, neighbour);
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        try (Connection superuser = server.superuser(BenchServer.DATABASE)) {
            if (warmUp > 0) {
                work(operator, superuser, Detection.NONE, warmUp);
            }
            List<TenantTable> tables = TenantTable.all(superuser);
            for (MoveSize size : sizes) {
                progress(Reviews.fill(server, operator, TENANT, size));
                List<Map<Way, Result>> results = new ArrayList<>();
                for (int round = 0; round < rounds; round++) {
                    results.add(round(server, operator, superuser, tables, round));
                }
                long present = rows(superuser, tables);
                for (Way way : Way.values()) {
                    rows.add(row(size, present, way, of(way, results), of(Way.NONE, results)));
                }
            }
        }
        return rows;
    }

    /** @param number of the round, from 0 on: it decides which way is the first */
    private Map<Way, Result> round(
            BenchServer server, Api operator, Connection superuser, List<TenantTable> tables, int number)
            throws Exception {
        List<Way> order = Arrays.asList(Way.values());
        Collections.rotate(order, number);
        Map<Way, Result> results = new EnumMap<>(Way.class);
        for (Way way : order) {
            try (Detection detection = way.begin(server, superuser, TENANT, tables)) {
                Result result = work(operator, superuser, detection, seconds);
                results.put(way, result);
                progress("%s: %.1f calls a second, %.0f bytes of log and %.2f changes a call, the last in %.1f ms"
                        .formatted(way, result.calls(), result.logBytes(), result.changes(), result.lastMillis()));
            }
        }
        return results;
    }

    private static List<Result> of(Way way, List<Map<Way, Result>> rounds) {
        return rounds.stream().map(round -> round.get(way)).toList();
    }

    /** Lets clients work for some time while changes are taken as a move takes them. */
    private Result work(Api operator, Connection superuser, Detection detection, int duration) throws Exception {
        long logBegin = logPosition(superuser);
        long found = 0;
        long begin = System.nanoTime();
        Clients own = Clients.begin(operator, List.of(TENANT), Reviews.PROCESS, clients, 0);
        Clients others = Clients.begin(operator, Reviews.NEIGHBOURS, Reviews.PROCESS, clients, 0);
        try (own;
                others) {
            while (System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(duration)) {
                found += detection.take();
                Thread.sleep(LOOK_MILLIS);
            }
        }
        double worked = (System.nanoTime() - begin) / 1e9;
        long stop = System.nanoTime();
        found += detection.takeLast();
        double lastMillis = (System.nanoTime() - stop) / 1e6;
        int calls = own.count() + others.count();
        return new Result(
                calls / worked,
                (double) (logPosition(superuser) - logBegin) / calls,
                (double) found / own.count(),
                lastMillis);
    }

    private static long logPosition(Connection superuser) throws SQLException {
        return number(superuser, "select (pg_current_wal_insert_lsn() - '0/0')::bigint");
    }

    private static long rows(Connection superuser, List<TenantTable> tables) throws SQLException {
        long rows = 0;
        for (TenantTable table : tables) {
            rows += number(
                    superuser,
                    "select count(*) from shared.%s where %s = '%s'"
                            .formatted(table.name(), table.tenantColumn(), TENANT));
        }
        return rows;
    }

    private static long number(Connection superuser, String sql) throws SQLException {
        try (Statement statement = superuser.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Map<String, Object> row(
            MoveSize size, long present, Way way, List<Result> results, List<Result> none) {
        List<Double> ratios = IntStream.range(0, results.size())
                .mapToObj(round -> results.get(round).calls() / none.get(round).calls())
                .toList();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("size", size.name());
        row.put("rows", present);
        row.put("way", way.toString());
        row.put("calls_a_second", median(results, Result::calls));
        row.put("calls_ratio", Statistics.rounded(Statistics.of(ratios).median(), 3));
        row.put(
                "calls_ratio_of_rounds",
                ratios.stream().map(ratio -> Statistics.rounded(ratio, 3)).toList());
        row.put("log_bytes_a_call", median(results, Result::logBytes));
        row.put("changes_a_call", median(results, Result::changes));
        row.put("last_ms", median(results, Result::lastMillis));
        row.put(
                "last_ms_of_rounds",
                results.stream()
                        .map(result -> Statistics.rounded(result.lastMillis(), 3))
                        .toList());
        return row;
    }

    private static double median(List<Result> results, ToDoubleFunction<Result> value) {
        return Statistics.rounded(
                Statistics.of(results.stream().map(value::applyAsDouble).toList())
                        .median(),
                3);
    }
}
