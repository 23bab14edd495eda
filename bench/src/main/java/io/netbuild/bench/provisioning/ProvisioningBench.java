package io.netbuild.bench.provisioning;

import io.netbuild.bench.Api;
import io.netbuild.bench.BenchServer;
import io.netbuild.bench.Benchmark;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The time of {@code POST /api/tenants}, as its caller sees it, until the tenant can be used. Tenants of all isolations are made in turn, one after
 * the other, and stay: the server is not an empty one at the end.
 */
@Command(name = "provisioning", description = "How long it takes to make a tenant", mixinStandardHelpOptions = true)
public final class ProvisioningBench extends Benchmark {

    @Option(names = "--tenants", defaultValue = "20", description = "Of each isolation (default: ${DEFAULT-VALUE})")
    int tenants;

    @Option(
            names = "--warm-up",
            defaultValue = "5",
            description = "Of each isolation before (default: ${DEFAULT-VALUE})")
    int warmUp;

    @Override
    protected List<Map<String, Object>> measure(BenchServer server) {
        if (quick) {
            tenants = 3;
            warmUp = 1;
        }
        List<Timings> isolations =
                List.of(new Timings("SHARED", 0.05), new Timings("SCHEMA", 0.5), new Timings("DATABASE", 0.7));
        Api operator = server.asOperator();
        for (int i = 1 - warmUp; i <= tenants; i++) {
            for (Timings timings : isolations) {
                String id = "bench-%s-%d".formatted(timings.isolation().toLowerCase(Locale.ROOT), i + warmUp);
                long start = System.nanoTime();
                server.createTenant(operator, id, timings.isolation());
                double seconds = (System.nanoTime() - start) / 1e9;
                progress("%s: %.3f s".formatted(id, seconds));
                if (i > 0) {
                    timings.add(seconds, operator.get("/api/tenants/" + id + "/provisioning"));
                }
            }
        }
        return isolations.stream().map(timings -> timings.row(warmUp)).toList();
    }
}
