package io.netbuild.bench.noisy;

import io.netbuild.bench.BenchServer;
import io.netbuild.bench.StockEngine;
import io.netbuild.bench.tenancy.BareDatabase;
import io.netbuild.dev.demo.ModelFile;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** The same tenants in one stock engine, told apart by its own tenant ids. */
record Stock(StockEngine engine, Connection database, Lateness lateness) implements House {

    private static final int CONNECTIONS = 20;

    static Stock of(BenchServer server, List<String> tenants, ModelFile model) throws SQLException {
        BareDatabase database;
        try (Connection superuser = server.superuser(BenchServer.DATABASE)) {
            database = BareDatabase.create(superuser, server.databaseUrl(), "stock");
        }
        StockEngine engine = StockEngine.start(database, CONNECTIONS, StockEngine.executor());
        tenants.forEach(tenant -> engine.deploy(tenant, List.of(model)));
        Connection connection = DriverManager.getConnection(database.url(), database.name(), database.password());
        return new Stock(engine, connection, new Lateness(connection, "public"));
    }

    @Override
    public String name() {
        return "stock";
    }

    @Override
    public void prepare(String tenant, int count, long from, double spacing) {
        for (int i = 0; i < count; i++) {
            engine.startWaiting(tenant, NoisyBench.PROCESS, (long) (from + i * spacing));
        }
    }

    @Override
    public void call(String tenant) {
        engine.count(tenant);
    }

    @Override
    public void close() {
        try {
            database.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            engine.close();
        }
    }
}
