package io.netbuild.placement;

import io.netbuild.database.EngineSchema;
import io.netbuild.database.Migrations;
import io.netbuild.tenant.Placement;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/** What is installed, for documents that outlive it. */
@ApplicationScoped
public class Installation {

    private final PostgresServers servers;

    @Inject
    Installation(PostgresServers servers) {
        this.servers = servers;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected Installation() {
        this(null);
    }

    /** The name of this server. */
    public String node() {
        return System.getProperty("jboss.node.name", "unknown");
    }

    /** The versions of everything that takes part: products by their names, schemas by theirs with {@code schema:} before. */
    public Map<String, String> versions() throws SQLException {
        Map<String, String> versions = new TreeMap<>();
        ofThisBuild().forEach((name, version) -> versions.put(String.valueOf(name), String.valueOf(version)));
        versions.put("java", Runtime.version().toString());
        try (Connection connection = servers.get(Placement.MAIN_SERVER).owner().getConnection()) {
            versions.put("postgresql", first(connection, "show server_version"));
            for (String schema : new String[] {Migrations.CONTROL_SCHEMA, EngineSchema.SHARED.schema()}) {
                versions.put(
                        "schema:" + schema,
                        first(
                                connection,
                                "select version from %s.flyway_schema_history where success and version is not null order by installed_rank desc limit 1"
                                        .formatted(schema)));
            }
        }
        return versions;
    }

    private static Properties ofThisBuild() {
        Properties properties = new Properties();
        try (InputStream in = Objects.requireNonNull(
                Installation.class.getResourceAsStream("/io/netbuild/placement/versions.properties"))) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    private static String first(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "unknown";
        }
    }
}
