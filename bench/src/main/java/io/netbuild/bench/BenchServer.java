package io.netbuild.bench;

import io.netbuild.dev.NetBuildServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A fresh installation, with the benchmarks' own module in its application, in a temporary directory that is gone afterwards. */
public final class BenchServer implements AutoCloseable {

    /** The name of the platform's database. */
    public static final String DATABASE = "netbuild";

    private final Path directory;
    private final Path product;
    private final @Nullable SecondPostgres second;
    private final NetBuildServer server;

    private BenchServer(Path directory, Path product, @Nullable SecondPostgres second, NetBuildServer server) {
        this.directory = directory;
        this.product = product;
        this.second = second;
        this.server = server;
    }

    /** The directory of this build, in which everything that was built before is found. */
    public static Path home() {
        return Path.of(System.getProperty("netbuild.home", "."));
    }

    /**
     * Starts it.
     *
     * @param settings system properties of the server
     * @param nodes how many WildFlys; several are behind a reverse proxy
     * @param withSecond whether there is a {@link SecondPostgres} for tenants' databases
     */
    public static BenchServer start(
            Consumer<String> progress, Map<String, String> settings, int nodes, boolean withSecond) throws IOException {
        Path product = home().resolve("ear/target/netbuild.ear");
        if (!Files.exists(product)) {
            throw new BenchFailure(product + " does not exist: build it with 'mvn package'");
        }
        Path directory = Files.createTempDirectory("netbuild-bench");
        SecondPostgres second = null;
        try {
            Map<String, String> properties = new HashMap<>(settings);
            if (withSecond) {
                progress.accept("Starting a second PostgreSQL");
                second = SecondPostgres.start(directory.resolve("second"));
                properties.putAll(second.settings());
            }
            Path ear = directory.resolve("netbuild.ear");
            BenchEar.write(product, ear);
            return new BenchServer(
                    directory,
                    ear,
                    second,
                    NetBuildServer.builder()
                            .nodes(nodes)
                            .data(directory.resolve("data"))
                            .serverHome(home().resolve("wildfly-config/target/server"))
                            .ear(ear)
                            .systemProperties(properties)
                            .progress(progress)
                            .start());
        } catch (IOException | RuntimeException e) {
            if (second != null) {
                second.close();
            }
            delete(directory);
            throw e;
        }
    }

    /** The application that runs, with the benchmarks' module. */
    public Path ear() {
        return product;
    }

    /** For an operator. */
    public Api asOperator() {
        return new Api(server.httpUrl(), server.token("operator", null, "bench"));
    }

    /** For the tenant's administrator. */
    public Api asAdministratorOf(String tenant) {
        return new Api(server.httpUrl(), server.token("tenant-admin", tenant, "bench"));
    }

    /** Makes a tenant of that isolation; its tier is one that allows all of them. */
    public void createTenant(Api operator, String id, String isolation) {
        operator.post(
                "/api/tenants",
                Map.of(
                        "id",
                        id,
                        "name",
                        id,
                        "organisation",
                        "Benchmarks",
                        "emailDomain",
                        id + ".example",
                        "tier",
                        "ENTERPRISE",
                        "isolation",
                        isolation));
    }

    /** A database of the platform's PostgreSQL, for whoever may do everything. */
    public Connection superuser(String database) throws SQLException {
        return server.postgres().connectAsSuperuser(database);
    }

    /** JDBC URL of the platform's database. */
    public String databaseUrl() {
        return server.databaseUrl();
    }

    /** PostgreSQL's log. */
    public Path databaseLog() {
        return server.postgres().log();
    }

    public long pid() {
        return server.pid();
    }

    /** Sets settings of PostgreSQL for the whole server, such as {@code autovacuum = off}. */
    public void configurePostgres(String... settings) throws SQLException {
        try (Connection connection = superuser(DATABASE);
                Statement statement = connection.createStatement()) {
            for (String setting : settings) {
                statement.execute("alter system set " + setting);
            }
            statement.execute("select pg_reload_conf()");
        }
    }

    @Override
    public void close() {
        server.close();
        if (second != null) {
            second.close();
        }
        try {
            delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
