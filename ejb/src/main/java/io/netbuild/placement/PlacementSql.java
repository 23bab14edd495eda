package io.netbuild.placement;

import io.netbuild.database.DatabaseReadiness;
import io.netbuild.database.EngineSchema;
import io.netbuild.database.Migrations;
import io.netbuild.database.SchemaRemoval;
import io.netbuild.database.TemplateDatabase;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.Isolation;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.tenant.Placement;
import io.netbuild.tenant.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * Makes and removes what a placement consists of in PostgreSQL. Every method can be repeated: it brings about a state, whatever was there
 * before. All names are derived from tenant ids, which need no quoting beyond the quotes. Runs as the owner role, outside of any transaction.
 */
@ApplicationScoped
public class PlacementSql {

    /** Guards statements that change one row of a shared catalogue table, which fail when two run at once. Any fixed number will do. */
    private static final long GRANT_LOCK = 0x4e65744275696c64L;

    /** Whoever drops fails, and is tried again, rather than have everybody wait behind it who comes after a long reader. */
    private static final String IMPATIENT = "set lock_timeout = '10s'";

    private final PostgresServers servers;
    private final TenantPasswords passwords;
    private final Migrations migrations;

    @Inject
    PlacementSql(PostgresServers servers, TenantPasswords passwords, Migrations migrations) {
        this.servers = servers;
        this.passwords = passwords;
        this.migrations = migrations;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected PlacementSql() {
        this(null, null, null);
    }

    /** The tenant's role with its present password, allowed to connect to the database it needs and to no other. */
    public void createRole(Tenant tenant) throws SQLException {
        Placement placement = tenant.placement();
        try (Connection connection = server(placement).connect()) {
            if (!exists(connection, "select from pg_roles where rolname = ?", placement.role())) {
                execute(connection, "create role %s login".formatted(quoted(placement.role())));
            }
            connection
                    .unwrap(PGConnection.class)
                    .alterUserPassword(
                            placement.role(), passwords.of(tenant.id()).toCharArray(), "scram-sha-256");
            if (placement.isolation() == Isolation.SCHEMA) {
                grant(
                        connection,
                        "grant connect on database %s to %s"
                                .formatted(quoted(placement.database()), quoted(placement.role())));
            }
        }
    }

    /**
     * The tenant's schema with all tables, in the main database, and its entry among the schemas of tenants.
     *
     * @throws NetBuildException as {@link #requireSafe} does
     */
    public void createSchema(Tenant tenant) throws SQLException {
        Placement placement = tenant.placement();
        try (OneConnection owner = new OneConnection(server(placement).connect())) {
            try (PreparedStatement create =
                    owner.getConnection().prepareStatement("select netbuild.fn_create_tenant_schema(?)")) {
                create.setString(1, tenant.id().value());
                create.execute();
            }
            migrations.migrateEngineSchema(owner, engineSchema(placement));
            requireSafe(owner.getConnection(), placement);
        }
    }

    /**
     * The tenant's database, copied from the server's template, which no other tenant can connect to.
     *
     * @throws NetBuildException as {@link #requireSafe} does
     */
    public void createDatabase(Tenant tenant) throws SQLException {
        Placement placement = tenant.placement();
        template(server(placement)).copyTo(placement.database(), placement.role());
        try (Connection connection = server(placement).connect()) {
            execute(
                    connection,
                    "grant connect on database %1$s to netbuild_system, netbuild_operator; grant temporary on database %1$s to netbuild_system"
                            .formatted(quoted(placement.database())));
        }
        requireSafe(placement);
    }

    /** Brings the tenant's tables to the version of this build, after an upgrade of the platform. */
    public void migrate(Placement placement) throws SQLException {
        try (OneConnection owner = new OneConnection(
                server(placement).ownerOf(placement.database()).getConnection())) {
            migrations.upgradeEngineSchema(owner, engineSchema(placement));
        }
    }

    /**
     * Checks that the tenant's tables and role keep it to itself.
     *
     * @throws NetBuildException with {@link ErrorCode#TENANT_UNAVAILABLE}, naming the table or role that does not
     */
    public void requireSafe(Placement placement) throws SQLException {
        try (Connection connection =
                server(placement).ownerOf(placement.database()).getConnection()) {
            requireSafe(connection, placement);
        }
    }

    private static void requireSafe(Connection connection, Placement placement) throws SQLException {
        List<DatabaseReadiness.Finding> findings = DatabaseReadiness.ofEngine(connection, engineSchema(placement));
        if (!findings.isEmpty()) {
            throw new NetBuildException(ErrorCode.TENANT_UNAVAILABLE, "Unsafe database: " + findings);
        }
    }

    private static EngineSchema engineSchema(Placement placement) {
        return placement.isolation() == Isolation.DATABASE
                ? TemplateDatabase.SCHEMA
                : new EngineSchema(placement.schema(), placement.role());
    }

    /** Makes or upgrades the template of the databases on a server. */
    public void prepareTemplate(String serverName) throws SQLException {
        template(servers.get(serverName)).prepare();
    }

    private TemplateDatabase template(PostgresServer server) {
        return new TemplateDatabase(migrations, server::ownerOf, server.database());
    }

    /** Removes schema or database, and the role. What is not there is fine. */
    public void drop(TenantId tenant, Placement placement) throws SQLException {
        if (!placement.isolation().ownEngine() || !placement.role().equals(tenant.databaseName())) {
            throw new IllegalArgumentException("Not a placement of one tenant's own: " + placement);
        }
        try (Connection connection = server(placement).connect()) {
            execute(connection, IMPATIENT);
            if (placement.isolation() == Isolation.DATABASE) {
                dropDatabase(connection, placement);
            } else {
                SchemaRemoval.drop(connection, placement.schema());
            }
            if (exists(connection, "select from pg_roles where rolname = ?", placement.role())) {
                dropRole(connection, placement);
            }
        }
    }

    /** Removes schema, databases and roles of the tenant on all servers, wherever it has ever lived. What is not there is fine. */
    public void dropEverywhere(TenantId tenant) throws SQLException {
        for (String name : servers.names()) {
            try (Connection connection = servers.get(name).connect()) {
                execute(connection, IMPATIENT);
                Placement last = Placement.of(tenant, Isolation.DATABASE, name);
                dropDatabase(connection, last);
                if (name.equals(Placement.MAIN_SERVER)) {
                    last = Placement.of(tenant, Isolation.SCHEMA, name);
                    SchemaRemoval.drop(connection, last.schema());
                }
                if (exists(connection, "select from pg_roles where rolname = ?", last.role())) {
                    dropRole(connection, last);
                }
            }
        }
    }

    /**
     * Removes what a tenant has at a place that it does not live in, and keeps what it has at the one where it does. What is not there is fine.
     *
     * @param old where it does not live
     * @param present where it does
     */
    public void leave(TenantId tenant, Placement old, Placement present) throws SQLException {
        boolean keepsRole =
                present.role().equals(old.role()) && present.server().equals(old.server());
        if (!keepsRole) {
            drop(tenant, old);
        } else {
            try (Connection connection = server(old).connect()) {
                execute(connection, IMPATIENT);
                if (old.isolation() == Isolation.DATABASE) {
                    dropDatabase(connection, old);
                    execute(
                            connection,
                            "revoke %s from %s"
                                    .formatted(TemplateDatabase.SCHEMA.applicationRole(), quoted(old.role())));
                } else {
                    SchemaRemoval.drop(connection, old.schema());
                    grant(
                            connection,
                            "revoke connect on database %s from %s"
                                    .formatted(quoted(old.database()), quoted(old.role())));
                }
            }
        }
        if (old.isolation() == Isolation.SCHEMA) {
            forgetSchema(tenant);
        }
    }

    private void forgetSchema(TenantId tenant) throws SQLException {
        try (Connection connection = servers.get(Placement.MAIN_SERVER).connect();
                PreparedStatement delete =
                        connection.prepareStatement("delete from netbuild.tenant_schemas where tenant_id = ?")) {
            delete.setString(1, tenant.value());
            delete.executeUpdate();
        }
    }

    private static void dropDatabase(Connection connection, Placement placement) throws SQLException {
        takeRightsOf(connection, placement);
        execute(connection, "drop database if exists %s with (force)".formatted(quoted(placement.database())));
    }

    /** Other nodes may still be connected: only who has the rights of their role can end that by force. */
    private static void takeRightsOf(Connection connection, Placement placement) throws SQLException {
        if (exists(connection, "select from pg_roles where rolname = ?", placement.role())) {
            execute(connection, "grant %s to current_user".formatted(quoted(placement.role())));
        }
    }

    private static void dropRole(Connection connection, Placement placement) throws SQLException {
        if (placement.isolation() == Isolation.SCHEMA) {
            grant(
                    connection,
                    "revoke connect on database %s from %s"
                            .formatted(quoted(placement.database()), quoted(placement.role())));
        }
        execute(connection, "drop role %s".formatted(quoted(placement.role())));
    }

    private PostgresServer server(Placement placement) {
        return servers.get(placement.server());
    }

    private static void grant(Connection connection, String sql) throws SQLException {
        connection.setAutoCommit(false);
        try {
            execute(connection, "select pg_advisory_xact_lock(" + GRANT_LOCK + ")");
            execute(connection, sql);
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static boolean exists(Connection connection, String sql, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, name);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
