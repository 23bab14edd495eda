package io.netbuild.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * The database of this JVM's tests, started and migrated once: schemas {@code netbuild}, {@code shared} and one for each of the isolated tenants
 * {@value #GAMMA} and {@value #DELTA}. {@value #ACME} and {@value #BETA} share.
 */
final class TestDatabase {

    static final String ACME = "acme";
    static final String BETA = "beta-2";
    static final String GAMMA = "gamma";
    static final String DELTA = "delta-4";

    static final String OWNER = "netbuild_owner";
    static final String APP = "netbuild_app";
    static final String SYSTEM = "netbuild_system";
    static final String OPERATOR = "netbuild_operator";

    static final String DATABASE = "netbuild";

    /** Held, because loggers are collected with their levels. Some tests provoke a migration that fails. */
    private static final List<Logger> QUIET =
            List.of(Logger.getLogger("org.flywaydb"), Logger.getLogger("com.zaxxer.hikari"));

    static {
        QUIET.forEach(logger -> logger.setLevel(Level.OFF));
    }

    private final TestServer server;
    private final Map<String, HikariDataSource> pools = new ConcurrentHashMap<>();
    private final Migrations migrations = new Migrations();

    private TestDatabase() {
        server = TestServer.start();
        migrations.migrateControl(owner());
        migrations.migrateEngineSchema(owner(), EngineSchema.SHARED);
        register(ACME, "SHARED", "shared", APP);
        register(BETA, "SHARED", "shared", APP);
        isolate(GAMMA);
        isolate(DELTA);
    }

    static TestDatabase get() {
        return Holder.INSTANCE;
    }

    TestServer server() {
        return server;
    }

    Migrations migrations() {
        return migrations;
    }

    DataSource owner() {
        return as(OWNER, "public");
    }

    DataSource app() {
        return as(APP, EngineSchema.SHARED.schema());
    }

    DataSource system() {
        return as(SYSTEM, EngineSchema.SHARED.schema());
    }

    DataSource operator() {
        return as(OPERATOR, EngineSchema.SHARED.schema());
    }

    /** A pool whose connections look into a schema first. */
    DataSource as(String role, String schema) {
        return pools.computeIfAbsent(role + "/" + schema, key -> {
            HikariConfig config = new HikariConfig();
            config.setDataSource(server.dataSource(DATABASE, role, schema));
            config.setMaximumPoolSize(5);
            config.setMinimumIdle(0);
            return new HikariDataSource(config);
        });
    }

    static EngineSchema isolated(String tenant) {
        String name = "tenant_" + tenant.replace('-', '_');
        return new EngineSchema(name, name);
    }

    private void isolate(String tenant) {
        EngineSchema target = isolated(tenant);
        createRole(target.applicationRole());
        register(tenant, "SCHEMA", target.schema(), target.applicationRole());
        execute(system(), "select netbuild.fn_create_tenant_schema('" + tenant + "')");
        migrations.migrateEngineSchema(owner(), target);
    }

    /** A tenant's role as provisioning makes it; may connect to the main database. */
    void createRole(String role) {
        execute(
                owner(),
                "create role %1$s login password '%2$s'; grant connect on database %3$s to %1$s"
                        .formatted(role, TestServer.PASSWORD, DATABASE));
    }

    private void register(String tenant, String isolation, String schema, String role) {
        execute(
                system(),
                """
                insert into netbuild.tenants (id, external_key, name, organisation, email_domain, tier, status)
                values ('%1$s', substr(md5('%1$s'), 1, 16), '%1$s', '%1$s', '%1$s.example', 'STARTER', 'ACTIVE');
                insert into netbuild.tenant_placements
                    (tenant_id, isolation, engine_name, datasource_name, server, database_name, schema_name, role_name)
                values ('%1$s', '%2$s', '%1$s', 'tenant-%1$s', 'default', 'netbuild', '%3$s', '%4$s')
                """
                        .formatted(tenant, isolation, schema, role));
    }

    static void execute(DataSource dataSource, String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    private static final class Holder {
        static final TestDatabase INSTANCE = new TestDatabase();
    }
}
