package io.netbuild.bench.tenancy;

import io.netbuild.bench.Api;
import io.netbuild.bench.BenchServer;
import io.netbuild.bench.Benchmark;
import io.netbuild.bench.load.LoadResult;
import io.netbuild.dev.demo.ModelFile;
import io.netbuild.dev.demo.Models;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Start and complete of an instance with one user task, as two transactions: by an EJB in the server, for one of many tenants in the shared engine,
 * against the bare engine in plain Java on the same PostgreSQL. The contenders take turns in short rounds, so that whatever else the machine does
 * meets all of them.
 */
@Command(name = "tenancy", description = "A shared tenant against the bare engine", mixinStandardHelpOptions = true)
public final class TenancyBench extends Benchmark {

    private static final String TENANT = "bench-tenancy";
    private static final String PROCESS = "simple";
    private static final int FOREIGN_TENANTS = 200;

    /** Of the server's datasource netbuild-shared. */
    private static final int POOL_SIZE = 20;

    @Option(names = "--seconds", defaultValue = "10", description = "Of each round (default: ${DEFAULT-VALUE})")
    int seconds;

    @Option(names = "--rounds", defaultValue = "10", description = "For each number of threads (default: ${DEFAULT-VALUE})")
    int rounds;

    @Option(names = "--warm-up", defaultValue = "40", description = "Seconds for each contender (default: ${DEFAULT-VALUE})")
    int warmUp;

    @Option(names = "--threads", defaultValue = "1,8", split = ",", description = "default: ${DEFAULT-VALUE}")
    List<Integer> threads = List.of();

    @Option(names = "--foreign", defaultValue = "100000", description = "Instances of others (default: ${DEFAULT-VALUE})")
    int foreign;

    @Override
    protected List<Map<String, Object>> measure(BenchServer server) throws Exception {
        if (quick) {
            rounds = 3;
            seconds = Math.min(seconds, 3);
            warmUp = 6;
            foreign = Math.min(foreign, 10_000);
        }
        // nothing may begin by itself in the middle of somebody's round
        server.configurePostgres("autovacuum = off", "checkpoint_timeout = '1h'", "max_wal_size = '20GB'");
        ModelFile model = Models.named(PROCESS);
        try (Connection superuser = server.superuser();
                BareEngine added = bare(server, superuser, "bare_with_added_indexes", model, true);
                BareEngine stock = bare(server, superuser, "bare_with_stock_indexes", model, false)) {
            Map<Contender, ForeignInstances> contenders = new LinkedHashMap<>();
            contenders.put(netbuild(server, model), new ForeignInstances(superuser, "shared", TENANT));
            contenders.put(added, new ForeignInstances(superuser, added.name(), TENANT));
            contenders.put(stock, new ForeignInstances(superuser, stock.name(), TENANT));
            for (Map.Entry<Contender, ForeignInstances> each : contenders.entrySet()) {
                progress("Inserting %,d instances of %d other tenants beside %s"
                        .formatted(foreign, FOREIGN_TENANTS, each.getKey().name()));
                String template = each.getKey() instanceof NetBuildTenant tenant
                        ? tenant.startOne()
                        : ((BareEngine) each.getKey()).startOne();
                each.getValue().insert(template, foreign, FOREIGN_TENANTS);
                each.getValue().vacuum();
            }
            try (Statement statement = superuser.createStatement()) {
                statement.execute("checkpoint");
            }
            return compare(contenders);
        }
    }

    private static NetBuildTenant netbuild(BenchServer server, ModelFile model) {
        Api operator = server.asOperator();
        server.createTenant(operator, TENANT, "SHARED");
        server.asAdministratorOf(TENANT).deploy(TENANT, model);
        return new NetBuildTenant(operator, TENANT, PROCESS);
    }

    private static BareEngine bare(
            BenchServer server, Connection superuser, String name, ModelFile model, boolean addedIndexes)
            throws SQLException, IOException {
        BareSchema schema = BareSchema.create(superuser, server.databaseUrl(), name);
        BareEngine engine = new BareEngine(schema, POOL_SIZE, TENANT, PROCESS);
        if (addedIndexes) {
            schema.execute(superuser, AddedIndexes.scriptIn(server.ear()));
        }
        engine.deploy(model);
        return engine;
    }

    private List<Map<String, Object>> compare(Map<Contender, ForeignInstances> contenders) throws Exception {
        List<Contender> order = new ArrayList<>(contenders.keySet());
        for (Contender each : order) {
            progress("Warming up " + each.name());
            for (int with : threads) {
                each.run(with, Duration.ofSeconds(warmUp).dividedBy(threads.size()));
            }
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int with : threads) {
            List<Map<String, LoadResult>> measured = new ArrayList<>();
            for (int round = 1; round <= rounds; round++) {
                for (ForeignInstances tables : contenders.values()) {
                    tables.vacuum();
                }
                Map<String, LoadResult> results = new LinkedHashMap<>();
                for (Contender each : order) {
                    LoadResult result = each.run(with, Duration.ofSeconds(seconds));
                    results.put(each.name(), result);
                    progress("%d threads, round %d of %d, %s: %.1f a second"
                            .formatted(with, round, rounds, each.name(), result.perSecond()));
                }
                measured.add(results);
                Collections.reverse(order);
            }
            Comparison comparison = new Comparison(with, measured);
            rows.add(describe(comparison.row("netbuild", "bare_with_added_indexes")));
            rows.add(describe(comparison.row("stock", "bare_with_stock_indexes")));
        }
        return rows;
    }

    private Map<String, Object> describe(Map<String, Object> row) {
        row.put("seconds_a_round", seconds);
        row.put("warm_up_seconds", warmUp);
        row.put("foreign_instances", foreign);
        row.put("foreign_tenants", FOREIGN_TENANTS);
        row.put("pool_size", POOL_SIZE);
        row.put("history", "full");
        return row;
    }
}
