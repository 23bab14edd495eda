package io.netbuild.bench.jms;

import com.fasterxml.jackson.databind.JsonNode;
import io.netbuild.bench.Api;
import io.netbuild.bench.BenchServer;
import io.netbuild.bench.Benchmark;
import io.netbuild.bench.Statistics;
import io.netbuild.dev.demo.Models;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Committed starts of a process instance by messages, per second, divided by the same starts by EJB calls in the same server. A round is one measurement
 * of each, in turns. Messages are in the queue when the clock starts, and it stops when the last instance is committed: taking them in, the inbox and the
 * starts are all in it. Calls run on as many threads as commands of one tenant may.
 */
@Command(name = "jms", description = "Starts by message against starts by call", mixinStandardHelpOptions = true)
public final class JmsBench extends Benchmark {

    private static final String PROCESS = "simple";
    private static final String DONE = "select count(*) from %s.workflow_inbox where tenant_id = ? and state = 'DONE'";

    /** Cheap, while there are some: what watches must not cost what is measured. */
    private static final String PENDING =
            "select count(*) from (select from %s.workflow_inbox where tenant_id = ? and state = 'PENDING' limit 1) one";

    private static final int PER_TENANT = 4;
    private static final double GOAL = 0.6;

    @Option(names = "--messages", defaultValue = "4000", description = "Of each round (default: ${DEFAULT-VALUE})")
    int messages;

    @Option(names = "--rounds", defaultValue = "5", description = "Counted (default: ${DEFAULT-VALUE})")
    int rounds;

    @Option(names = "--warm-up", defaultValue = "2", description = "Rounds before (default: ${DEFAULT-VALUE})")
    int warmUp;

    /** Starts per second. */
    private record Round(double byMessage, double byCall) {}

    @Override
    protected List<Map<String, Object>> measure(BenchServer server) throws Exception {
        if (quick) {
            messages = 300;
            rounds = 1;
            warmUp = 0;
        }
        Api operator = server.asOperator();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String isolation : List.of("SHARED", "SCHEMA")) {
            String tenant = "bench-" + isolation.toLowerCase(java.util.Locale.ROOT);
            server.createTenant(operator, tenant, isolation);
            operator.deploy(tenant, Models.of(PROCESS).get(0));
            String schema = isolation.equals("SHARED") ? "shared" : "tenant_" + tenant.replace('-', '_');
            rows.add(row(isolation, rounds(server, operator, tenant, schema)));
        }
        return rows;
    }

    private List<Round> rounds(BenchServer server, Api operator, String tenant, String schema) throws Exception {
        List<Round> counted = new ArrayList<>();
        try (Connection database = server.superuser(BenchServer.DATABASE)) {
            for (int i = 1 - warmUp; i <= rounds; i++) {
                double byMessage = byMessage(database, operator, tenant, schema);
                Round round = new Round(byMessage, byCall(operator, tenant, (long) (messages / byMessage * 1000)));
                progress("%s %s: %.1f by message, %.1f by call"
                        .formatted(tenant, i > 0 ? "round " + i : "warm-up", round.byMessage(), round.byCall()));
                if (i > 0) {
                    counted.add(round);
                }
            }
        }
        return counted;
    }

    private double byMessage(Connection database, Api operator, String tenant, String schema) throws Exception {
        long before = number(database, DONE.formatted(schema), tenant);
        operator.post("/bench/starts?tenant=%s&process=%s&messages=%d".formatted(tenant, PROCESS, messages), Map.of());
        long start = System.nanoTime();
        while (number(database, PENDING.formatted(schema), tenant) > 0
                || number(database, DONE.formatted(schema), tenant) < before + messages) {
            Thread.sleep(20);
        }
        return messages / ((System.nanoTime() - start) / 1e9);
    }

    private static long number(Connection database, String sql, String tenant) throws SQLException {
        try (PreparedStatement select = database.prepareStatement(sql)) {
            select.setString(1, tenant);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static double byCall(Api operator, String tenant, long millis) {
        JsonNode result = operator.post(
                "/bench/starts?tenant=%s&process=%s&threads=%d&millis=%d"
                        .formatted(tenant, PROCESS, PER_TENANT, millis),
                Map.of());
        return result.path("operations").asInt() / result.path("seconds").asDouble();
    }

    private Map<String, Object> row(String isolation, List<Round> counted) {
        Statistics ratios = Statistics.of(counted.stream()
                .map(round -> round.byMessage() / round.byCall())
                .toList());
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("isolation", isolation);
        row.put("ratio", Statistics.rounded(ratios.median(), 3));
        row.put("ratio_min", Statistics.rounded(ratios.min(), 3));
        row.put("ratio_max", Statistics.rounded(ratios.max(), 3));
        row.put("goal", GOAL);
        row.put(
                "starts_per_second_by_message",
                median(counted.stream().map(Round::byMessage).toList()));
        row.put(
                "starts_per_second_by_call",
                median(counted.stream().map(Round::byCall).toList()));
        row.put("threads", PER_TENANT);
        row.put("messages", messages);
        row.put("rounds", rounds);
        return row;
    }

    private static double median(List<Double> values) {
        return Statistics.rounded(Statistics.of(values).median(), 4);
    }
}
