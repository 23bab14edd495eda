package io.netbuild.bench.noisy;

import io.netbuild.bench.Api;
import io.netbuild.bench.BenchServer;
import io.netbuild.dev.demo.ModelFile;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** SHARED tenants of the platform, all of one tier. */
record Platform(Api operator, Connection database, Lateness lateness) implements House {

    static Platform of(BenchServer server, List<String> tenants, ModelFile model) throws SQLException {
        Api operator = server.asOperator();
        for (String tenant : tenants) {
            server.createTenant(operator, tenant, "SHARED");
            operator.deploy(tenant, model);
        }
        Connection database = server.superuser(BenchServer.DATABASE);
        return new Platform(operator, database, new Lateness(database, "shared"));
    }

    @Override
    public String name() {
        return "netbuild";
    }

    @Override
    public void prepare(String tenant, int count, long from, double spacing) {
        operator.post(
                "/bench/timers?tenant=%s&process=%s&count=%d&from=%d&spacing=%s"
                        .formatted(tenant, NoisyBench.PROCESS, count, from, spacing),
                Map.of());
    }

    @Override
    public void call(String tenant) {
        operator.get("/t/" + tenant + "/engine-rest/process-instance/count");
    }

    @Override
    public void close() {
        try {
            database.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
