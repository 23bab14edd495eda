package io.netbuild.database;

import io.netbuild.database.internal.EngineBaseline;
import io.netbuild.database.internal.SqlMigrations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.migration.JavaMigration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * Brings a schema to the version of this build. Each schema has its own {@code flyway_schema_history}. All that is pending for a schema is one
 * transaction on one connection, so it is either there or not, but for the engine's tables of a new schema, of which some may be there when it is broken off, and the rest when it is done again; nodes that start
 * together wait for each other. Thread-safe.
 *
 * <p>The data source is the owner's ({@code netbuild_owner}); it must not take part in a container transaction.
 */
public final class Migrations {

    /** The schema of the control plane. */
    public static final String CONTROL_SCHEMA = "netbuild";

    private final ClassLoader classLoader;
    private final SqlMigrations control;
    private final SqlMigrations engine;
    private final JavaMigration engineBaseline;

    public Migrations() {
        this(Migrations.class.getClassLoader());
    }

    /** @param classLoader sees this module's resources and the engine's */
    public Migrations(ClassLoader classLoader) {
        this.classLoader = classLoader;
        this.control = new SqlMigrations(classLoader, "db/control");
        this.engine = new SqlMigrations(classLoader, "db/engine");
        this.engineBaseline = new EngineBaseline(classLoader);
    }

    /** Creates or upgrades the schema {@value #CONTROL_SCHEMA}. */
    public void migrateControl(DataSource owner) {
        flyway(owner, CONTROL_SCHEMA, true, control, Map.of()).migrate();
    }

    /** Creates or upgrades a schema with an engine's tables, quick when there is nothing to do; its role must exist already. */
    public void migrateEngineSchema(DataSource owner, EngineSchema target) {
        migrateEngineSchema(owner, target, true);
    }

    /**
     * As {@link #migrateEngineSchema}, of a schema that has to be there: one that has been dropped meanwhile does not come back.
     *
     * @throws FlywayException also when it is not there
     */
    public void upgradeEngineSchema(DataSource owner, EngineSchema target) {
        migrateEngineSchema(owner, target, false);
    }

    private void migrateEngineSchema(DataSource owner, EngineSchema target, boolean create) {
        String version = target.applicationRole() + " " + engineFingerprint();
        if (version.equals(migratedTo(owner, target))) {
            return;
        }
        flyway(
                        owner,
                        target.schema(),
                        create,
                        engine,
                        Map.of("applicationRole", target.applicationRole()),
                        engineBaseline)
                .migrate();
        try (Connection connection = owner.getConnection();
                Statement comment = connection.createStatement()) {
            comment.execute("comment on schema " + target.schema() + " is '" + version + "'");
        } catch (SQLException e) {
            throw new FlywayException("The version of schema " + target.schema() + " cannot be noted", e);
        }
    }

    /** What the comment of the schema says it was brought to; empty when there is no schema or no comment. */
    private static String migratedTo(DataSource owner, EngineSchema target) {
        try (Connection connection = owner.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select coalesce(obj_description(to_regnamespace(?), 'pg_namespace'), '')")) {
            select.setString(1, target.schema());
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        } catch (SQLException e) {
            throw new FlywayException("The version of schema " + target.schema() + " cannot be read", e);
        }
    }

    /** Identifies what {@link #migrateEngineSchema} brings a schema to. */
    String engineFingerprint() {
        return Integer.toHexString(engineBaseline.getChecksum()) + "-" + Long.toHexString(engine.checksum());
    }

    private Flyway flyway(
            DataSource owner,
            String schema,
            boolean create,
            ResourceProvider resources,
            Map<String, String> placeholders,
            JavaMigration... javaMigrations) {
        FluentConfiguration configuration = Flyway.configure(classLoader)
                .dataSource(owner)
                .defaultSchema(schema)
                .schemas(schema)
                .createSchemas(create)
                .resourceProvider(resources)
                .javaMigrationClassProvider(List::of)
                .javaMigrations(javaMigrations)
                .callbackLocations(new String[0])
                .placeholders(placeholders)
                .group(true)
                .cleanDisabled(true);
        // A lock of the session rather than of a transaction lets one connection do, which is all that a pool must have
        // for each migration.
        configuration
                .getPluginRegister()
                .getExact(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        return configuration.load();
    }
}
