package io.netbuild.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * The database that tenants' databases are copies of: one schema with an engine's tables, migrated once, which is ten times faster than migrating each.
 * A copy needs that nobody is connected, so connections are refused except while it is migrated. Nodes that prepare or copy at the same time wait for
 * each other by advisory locks of the maintenance database. Thread-safe.
 */
public final class TemplateDatabase {

    public static final String NAME = "netbuild_template";

    /** The engine's schema in the template and its copies. Privileges are the group's, so that a copy needs none of its own. */
    public static final EngineSchema SCHEMA = new EngineSchema("engine", "netbuild_tenant");

    private static final long LOCK = 0x6e65746275696c64L;

    private final Migrations migrations;
    private final Function<String, DataSource> owner;
    private final String maintenanceDatabase;

    /**
     * @param owner the owner's data source of a database of this server; must not take part in a container transaction
     * @param maintenanceDatabase exists already; the same one on each node
     */
    public TemplateDatabase(Migrations migrations, Function<String, DataSource> owner, String maintenanceDatabase) {
        this.migrations = migrations;
        this.owner = owner;
        this.maintenanceDatabase = maintenanceDatabase;
    }

    /** Creates the template or brings it to the version of this build; quick when there is nothing to do. */
    public void prepare() throws SQLException {
        try (Connection connection = owner.apply(maintenanceDatabase).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_lock(" + LOCK + ")");
            try {
                if (!migrations.engineFingerprint().equals(migratedTo(connection))) {
                    migrate(connection, statement);
                }
            } finally {
                statement.execute("select pg_advisory_unlock(" + LOCK + ")");
            }
        }
    }

    /**
     * Creates a tenant's database unless it is there, and lets only its role connect (besides the owner).
     *
     * @param role exists already; becomes a member of {@code netbuild_tenant}
     */
    public void copyTo(String database, String role) throws SQLException {
        EngineSchema.requireIdentifier("database", database);
        EngineSchema.requireIdentifier("role", role);
        try (Connection connection = owner.apply(maintenanceDatabase).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_lock_shared(" + LOCK + ")");
            try {
                if (!exists(connection, "select from pg_database where datname = ?", database)) {
                    statement.execute("create database " + database + " template " + NAME);
                }
                statement.execute("revoke all on database " + database + " from public; grant connect on database "
                        + database + " to " + role + "; grant " + SCHEMA.applicationRole() + " to " + role);
            } finally {
                statement.execute("select pg_advisory_unlock_shared(" + LOCK + ")");
            }
        }
    }

    private void migrate(Connection connection, Statement statement) throws SQLException {
        if (!exists(connection, "select from pg_roles where rolname = ?", SCHEMA.applicationRole())) {
            statement.execute("create role " + SCHEMA.applicationRole() + " nologin");
        }
        if (!exists(connection, "select from pg_database where datname = ?", NAME)) {
            statement.execute("create database " + NAME);
            statement.execute("revoke all on database " + NAME + " from public");
        }
        statement.execute("alter database " + NAME + " with allow_connections true");
        migrations.migrateEngineSchema(owner.apply(NAME), SCHEMA);
        statement.execute("alter database " + NAME + " with allow_connections false");
        statement.execute("comment on database " + NAME + " is '" + migrations.engineFingerprint() + "'");
    }

    private static String migratedTo(Connection connection) throws SQLException {
        String sql =
                "select shobj_description(oid, 'pg_database') from pg_database where datname = ? and not datallowconn";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, NAME);
            try (ResultSet rows = statement.executeQuery()) {
                String fingerprint = rows.next() ? rows.getString(1) : null;
                return fingerprint == null ? "" : fingerprint;
            }
        }
    }

    private static boolean exists(Connection connection, String sql, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }
}
