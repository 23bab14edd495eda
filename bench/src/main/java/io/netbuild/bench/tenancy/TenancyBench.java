package io.netbuild.bench.tenancy;

import io.netbuild.bench.Api;
import io.netbuild.bench.BenchServer;
import io.netbuild.bench.Benchmark;
import io.netbuild.bench.load.LoadResult;
import io.netbuild.dev.demo.ModelFile;
import io.netbuild.dev.demo.Models;
import java.sql.Connection;
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
    private static final String ADDED = "bare_with_added_indexes";
    private static final String STOCK = "bare_with_stock_indexes";

    /** Of the server's datasource netbuild-shared. */
    private static final int POOL_SIZE = 20;

    @Option(names = "--seconds", defaultValue = "10", description = "Of each round (default: ${DEFAULT-VALUE})")
    int seconds;

    @Option(
            names = "--rounds",
            defaultValue = "10",
            description = "For each number of threads (default: ${DEFAULT-VALUE})")
    int rounds;

    @Option(
            names = "--warm-up",
            defaultValue = "40",
            description = "Seconds for each contender (default: ${DEFAULT-VALUE})")
    int warmUp;

    @Option(names = "--threads", defaultValue = "1,8", split = ",", description = "default: ${DEFAULT-VALUE}")
    List<Integer> threads = List.of();

    @Option(
            names = "--foreign",
            defaultValue = "100000",
            description = "Instances of others (default: ${DEFAULT-VALUE})")
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
        NetBuildTenant netbuild = netbuild(server, model);
        try (Connection platform = server.superuser(BenchServer.DATABASE);
                BareEngine added = bare(server, platform, ADDED, model);
                BareEngine stock = bare(server, platform, STOCK, model);
                Connection addedDatabase = server.superuser(ADDED);
                Connection stockDatabase = server.superuser(STOCK);
                Statement statement = addedDatabase.createStatement()) {
            statement.execute(AddedIndexes.scriptIn(server.ear()));
            ForeignInstances besideNetbuild = new ForeignInstances(platform, "shared", TENANT);
            ForeignInstances besideAdded = new ForeignInstances(addedDatabase, "public", TENANT);
            ForeignInstances besideStock = new ForeignInstances(stockDatabase, "public", TENANT);
            progress("Inserting %,d instances of %d other tenants for each".formatted(foreign, FOREIGN_TENANTS));
            besideNetbuild.insert(netbuild.startOne(), foreign, FOREIGN_TENANTS);
            besideAdded.insert(added.startOne(), foreign, FOREIGN_TENANTS);
            besideStock.insert(stock.startOne(), foreign, FOREIGN_TENANTS);
            List<ForeignInstances> tables = List.of(besideNetbuild, besideAdded, besideStock);
            vacuum(tables);
            statement.execute("checkpoint");
            return compare(List.of(netbuild, added, stock), tables);
        }
    }

    private static NetBuildTenant netbuild(BenchServer server, ModelFile model) {
        Api operator = server.asOperator();
        server.createTenant(operator, TENANT, "SHARED");
        server.asAdministratorOf(TENANT).deploy(TENANT, model);
        return new NetBuildTenant(operator, TENANT, PROCESS);
    }

    private static BareEngine bare(BenchServer server, Connection superuser, String name, ModelFile model)
            throws Exception {
        BareDatabase database = BareDatabase.create(superuser, server.databaseUrl(), name);
        BareEngine engine = new BareEngine(database, POOL_SIZE, TENANT, PROCESS);
        engine.deploy(model);
        return engine;
    }

    private static void vacuum(List<ForeignInstances> tables) throws Exception {
        for (ForeignInstances each : tables) {
            each.vacuum();
        }
    }

    private List<Map<String, Object>> compare(List<Contender> contenders, List<ForeignInstances> tables)
            throws Exception {
        for (Contender each : contenders) {
            progress("Warming up " + each.name());
            for (int with : threads) {
                each.run(with, Duration.ofSeconds(warmUp).dividedBy(threads.size()));
            }
        }
        List<Contender> order = new ArrayList<>(contenders);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int with : threads) {
            List<Map<String, LoadResult>> measured = new ArrayList<>();
            for (int round = 1; round <= rounds; round++) {
                vacuum(tables);
                measured.add(round(round, order, with));
                Collections.reverse(order);
            }
            Comparison comparison = new Comparison(with, measured);
            rows.add(withConditions(comparison.row("netbuild", ADDED)));
            rows.add(withConditions(comparison.row("stock", STOCK)));
        }
        return rows;
    }

    private Map<String, LoadResult> round(int round, List<Contender> order, int with) throws Exception {
        Map<String, LoadResult> results = new LinkedHashMap<>();
        for (Contender each : order) {
            LoadResult result = each.run(with, Duration.ofSeconds(seconds));
            results.put(each.name(), result);
            progress("%d threads, round %d of %d, %s: %.1f a second"
                    .formatted(with, round, rounds, each.name(), result.perSecond()));
        }
        return results;
    }

    private Map<String, Object> withConditions(Map<String, Object> row) {
        row.put("seconds_a_round", seconds);
        row.put("warm_up_seconds", warmUp);
        row.put("foreign_instances", foreign);
        row.put("foreign_tenants", FOREIGN_TENANTS);
        row.put("pool_size", POOL_SIZE);
        row.put("history", "full");
        return row;
    }
}
