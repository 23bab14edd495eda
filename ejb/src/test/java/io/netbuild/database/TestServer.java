package io.netbuild.database;

import io.netbuild.dev.DatabaseBootstrap;
import io.netbuild.dev.EmbeddedPostgres;
import io.netbuild.dev.RolePasswords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A PostgreSQL server to test on, with the platform's roles and its database, empty: the embedded one, or a container with
 * {@code -Dnetbuild.test.containers} or where Docker is found. It ends with the JVM.
 */
interface TestServer {

    String PASSWORD = "only-for-tests";

    Connection admin(String database) throws SQLException;

    String jdbcUrl(String database);

    static TestServer start() {
        TestServer server = wantsContainer() ? container() : embedded();
        try (Connection admin = server.admin("postgres")) {
            DatabaseBootstrap.apply(admin, new RolePasswords(PASSWORD, PASSWORD, PASSWORD, PASSWORD));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return server;
    }

    /** Looks into a schema first. */
    default DataSource dataSource(String database, String role, String schema) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setURL(jdbcUrl(database));
        dataSource.setUser(role);
        dataSource.setPassword(PASSWORD);
        dataSource.setCurrentSchema(schema);
        return dataSource;
    }

    default void asAdmin(String database, String sql) {
        try (Connection connection = admin(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    private static boolean wantsContainer() {
        return System.getProperty("netbuild.test.containers") != null
                || System.getenv("DOCKER_HOST") != null
                || Files.exists(Path.of("/var/run/docker.sock"));
    }

    private static TestServer container() {
        PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:17")
                .withCommand("postgres", "-c", "max_prepared_transactions=100", "-c", "max_connections=300");
        postgres.start();
        return new TestServer() {
            @Override
            public Connection admin(String database) throws SQLException {
                return DriverManager.getConnection(jdbcUrl(database), postgres.getUsername(), postgres.getPassword());
            }

            @Override
            public String jdbcUrl(String database) {
                return "jdbc:postgresql://" + postgres.getHost() + ":"
                        + postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT) + "/" + database;
            }
        };
    }

    private static TestServer embedded() {
        // Without the data of the last run, and without waiting for the disk: nothing here has to outlive the JVM.
        EmbeddedPostgres postgres =
                EmbeddedPostgres.at(emptyDirectory()).setting("fsync", "off").start();
        return new TestServer() {
            @Override
            public Connection admin(String database) throws SQLException {
                return postgres.connectAsSuperuser(database);
            }

            @Override
            public String jdbcUrl(String database) {
                return postgres.jdbcUrl(database);
            }
        };
    }

    private static Path emptyDirectory() {
        Path directory = Path.of("target", "test-postgresql");
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return directory;
    }
}
