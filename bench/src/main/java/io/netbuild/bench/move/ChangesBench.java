package io.netbuild.bench.move;

import io.netbuild.bench.Api;
import io.netbuild.bench.BenchServer;
import io.netbuild.bench.Benchmark;
import io.netbuild.bench.SingleValue;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
                List<Map<Way, ChangesResult>> results = new ArrayList<>();
                for (int round = 0; round < rounds; round++) {
                    results.add(round(server, operator, superuser, tables, round));
                }
                long present = rows(superuser, tables);
                for (Way way : Way.values()) {
                    rows.add(ChangesResult.row(size, present, way, of(way, results), of(Way.NONE, results)));
                }
            }
        }
        return rows;
    }

    /** @param number of the round, from 0 on: it decides which way is the first */
    private Map<Way, ChangesResult> round(
            BenchServer server, Api operator, Connection superuser, List<TenantTable> tables, int number)
            throws Exception {
        List<Way> order = Arrays.asList(Way.values());
        Collections.rotate(order, number);
        Map<Way, ChangesResult> results = new EnumMap<>(Way.class);
        for (Way way : order) {
            try (Detection detection = way.begin(server, superuser, TENANT, tables)) {
                ChangesResult result = work(operator, superuser, detection, seconds);
                results.put(way, result);
                progress(way + ": " + result.text());
            }
        }
        return results;
    }

    private static List<ChangesResult> of(Way way, List<Map<Way, ChangesResult>> rounds) {
        return rounds.stream().map(round -> round.get(way)).toList();
    }

    /** Lets clients work for some time while changes are taken as a move takes them. */
    private ChangesResult work(Api operator, Connection superuser, Detection detection, int duration) throws Exception {
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
        return new ChangesResult(
                calls / worked,
                (double) (logPosition(superuser) - logBegin) / calls,
                (double) found / own.count(),
                lastMillis);
    }

    private static long logPosition(Connection superuser) throws SQLException {
        return SingleValue.number(superuser, "select (pg_current_wal_insert_lsn() - '0/0')::bigint");
    }

    private static long rows(Connection superuser, List<TenantTable> tables) throws SQLException {
        long rows = 0;
        for (TenantTable table : tables) {
            rows += SingleValue.number(
                    superuser,
                    "select count(*) from shared.%s where %s = '%s'"
                            .formatted(table.name(), table.tenantColumn(), TENANT));
        }
        return rows;
    }
}
