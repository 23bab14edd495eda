package io.netbuild.bench.idle;

import io.netbuild.bench.Api;
import io.netbuild.bench.BenchServer;
import io.netbuild.bench.Benchmark;
import io.netbuild.bench.Statistics;
import io.netbuild.bench.StockEngine;
import io.netbuild.bench.tenancy.BareDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Statements a second that reach PostgreSQL when nobody does anything, with more and more tenants of isolation SCHEMA, counted in its log; and the same with stock
 * engines, each in a database of its own, that share one stock executor.
 */
@Command(name = "idle", description = "Statements of idle tenants", mixinStandardHelpOptions = true)
public final class IdleBench extends Benchmark {

    private static final Duration IDLE_TIME = Duration.ofSeconds(5);
    private static final int STOCK_CONNECTIONS = 2;

    /** A stock engine takes so much memory and time to start that more of them say nothing new. */
    private static final int MOST_STOCK_ENGINES = 20;

    @Option(names = "--tenants", split = ",", defaultValue = "1,50,300", description = "default: ${DEFAULT-VALUE}")
    List<Integer> tenants = List.of();

    @Option(names = "--seconds", defaultValue = "30", description = "Of each measurement (default: ${DEFAULT-VALUE})")
    int seconds;

    @Override
    protected Map<String, String> settings() {
        return Map.of("netbuild.engine.idle-time", IDLE_TIME.toString());
    }

    @Override
    protected List<Map<String, Object>> measure(BenchServer server) throws Exception {
        List<Integer> counts = quick ? List.of(1, 3) : tenants;
        seconds = quick ? 3 : seconds;
        List<Map<String, Object>> rows = new ArrayList<>();
        Api operator = server.asOperator();
        int made = 0;
        double ours = 0;
        for (int count : counts) {
            for (; made < count; made++) {
                server.createTenant(operator, "idle-" + made, "SCHEMA");
            }
            Thread.sleep(quick ? 0 : 5 * IDLE_TIME.toMillis());
            ours = statements(server);
            rows.add(row("netbuild", count, ours));
        }
        rows.addAll(stock(server, counts, ours));
        return rows;
    }

    private List<Map<String, Object>> stock(BenchServer server, List<Integer> counts, double ours) throws Exception {
        List<Map<String, Object>> rows = new ArrayList<>();
        List<StockEngine> engines = new ArrayList<>();
        JobExecutor executor = StockEngine.executor();
        try {
            for (int count : counts.stream()
                    .map(count -> Math.min(count, MOST_STOCK_ENGINES))
                    .distinct()
                    .toList()) {
                while (engines.size() < count) {
                    engines.add(start(server, "stock_" + engines.size(), executor));
                }
                Thread.sleep(quick ? 0 : 5 * IDLE_TIME.toMillis());
                rows.add(row("stock", count, Math.max(0, statements(server) - ours)));
            }
            return rows;
        } finally {
            executor.shutdown();
            engines.forEach(StockEngine::close);
        }
    }

    private static StockEngine start(BenchServer server, String name, JobExecutor executor) throws SQLException {
        try (Connection superuser = server.superuser(BenchServer.DATABASE)) {
            return StockEngine.start(
                    BareDatabase.create(superuser, server.databaseUrl(), name), STOCK_CONNECTIONS, executor);
        }
    }

    /** A second, by PostgreSQL's log. */
    private double statements(BenchServer server) throws SQLException, IOException, InterruptedException {
        server.configurePostgres("log_min_duration_statement = 0");
        Thread.sleep(1000);
        long before = logged(server);
        long start = System.nanoTime();
        Thread.sleep(seconds * 1000L);
        long after = logged(server);
        double took = (System.nanoTime() - start) / 1e9;
        server.configurePostgres("log_min_duration_statement = -1");
        return (after - before) / took;
    }

    /** Executions only: parsing and binding of the same statement have lines of their own. */
    private static long logged(BenchServer server) throws IOException {
        try (Stream<String> lines = Files.lines(server.databaseLog())) {
            return lines.filter(line -> line.contains(" ms  execute ") || line.contains(" ms  statement: "))
                    .count();
        }
    }

    private Map<String, Object> row(String engine, int count, double statements) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("engine", engine);
        row.put("tenants", count);
        row.put("statements_per_second", Statistics.rounded(statements, 3));
        row.put("seconds", seconds);
        progress(row.toString());
        return row;
    }
}
