package io.netbuild.offboarding;

import io.netbuild.kernel.TenantId;
import io.netbuild.offboarding.internal.RowScan;
import io.netbuild.placement.PostgresServers;
import io.netbuild.placement.SystemConnections;
import io.netbuild.tenant.Placement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks for the rows of a tenant on all servers of the platform, whatever the registry says about where it lives. */
@ApplicationScoped
public class Footprints {

    /** The template of tenants' databases lets nobody connect. */
    private static final String DATABASES =
            "select datname from pg_database where datname like 'tenant\\_%' and datallowconn order by datname collate \"C\"";

    /** Something was dropped while it was looked at: a database, a schema, a table. */
    private static final Set<String> VANISHED = Set.of("3D000", "3F000", "42P01", "XX000");

    private static final int ATTEMPTS = 3;

    private final PostgresServers servers;
    private final SystemConnections connections;

    @Inject
    Footprints(PostgresServers servers, SystemConnections connections) {
        this.servers = servers;
        this.connections = connections;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected Footprints() {
        this(null, null);
    }

    private record Database(String server, String name) {}

    /** Looks everywhere. @throws SQLException also when a server does not answer */
    Footprint everywhere(TenantId tenant) throws SQLException {
        return of(tenant, false);
    }

    /** Looks where the tenant's rows are supposed to be. */
    Footprint own(TenantId tenant) throws SQLException {
        return of(tenant, true);
    }

    private Footprint of(TenantId tenant, boolean ownOnly) throws SQLException {
        List<TableRows> own = new ArrayList<>();
        List<TableRows> foreign = new ArrayList<>();
        Set<String> foreignSchemas = new HashSet<>();
        List<String> blind = new ArrayList<>();
        int foreignTables = 0;
        for (Database database : databases(tenant, ownOnly)) {
            for (TableRows table : look(database, tenant, ownOnly, blind)) {
                if (isOwn(table, tenant)) {
                    own.add(table);
                    continue;
                }
                foreignSchemas.add("%s/%s/%s".formatted(table.server(), table.database(), table.schema()));
                foreignTables++;
                if (table.rows() > 0) {
                    foreign.add(table);
                }
            }
        }
        return new Footprint(own, foreign, foreignSchemas.size(), foreignTables, blind);
    }

    private static boolean isOwn(TableRows table, TenantId tenant) {
        String name = tenant.databaseName();
        return table.schema().startsWith("tenant_")
                ? table.schema().equals(name)
                : table.database().equals(Placement.MAIN_DATABASE)
                        || table.database().equals(name);
    }

    private List<Database> databases(TenantId tenant, boolean ownOnly) throws SQLException {
        List<Database> databases = new ArrayList<>();
        databases.add(new Database(Placement.MAIN_SERVER, Placement.MAIN_DATABASE));
        for (String server : servers.names()) {
            try (Connection connection = servers.get(server).owner().getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(DATABASES)) {
                while (rows.next()) {
                    String name = rows.getString(1);
                    if (!ownOnly || name.equals(tenant.databaseName())) {
                        databases.add(new Database(server, name));
                    }
                }
            }
        }
        return databases;
    }

    private List<TableRows> look(Database database, TenantId tenant, boolean ownOnly, List<String> blind)
            throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return tables(database, tenant, ownOnly, blind);
            } catch (SQLException e) {
                if (!VANISHED.contains(String.valueOf(e.getSQLState())) || attempt == ATTEMPTS) {
                    throw e;
                }
                if ("3D000".equals(e.getSQLState())) {
                    return List.of();
                }
            }
        }
    }

    private List<TableRows> tables(Database database, TenantId tenant, boolean ownOnly, List<String> blind)
            throws SQLException {
        try (Connection connection = connections.to(database.server(), database.name())) {
            connection.setAutoCommit(false);
            RowScan.Result result = RowScan.of(
                    connection,
                    tenant.value(),
                    ownOnly ? List.of("netbuild", "shared", "engine", tenant.databaseName()) : null);
            for (String table : result.blind()) {
                blind.add("netbuild_system cannot look into %s of %s/%s"
                        .formatted(table, database.server(), database.name()));
            }
            return result.counts().stream()
                    .map(count -> new TableRows(
                            database.server(), database.name(), count.schema(), count.table(), count.rows()))
                    .toList();
        }
    }
}
