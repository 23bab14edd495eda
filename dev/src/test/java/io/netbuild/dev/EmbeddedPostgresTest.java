package io.netbuild.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    @TempDir
    static Path temporary;

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() {
        postgres = EmbeddedPostgres.at(temporary.resolve("postgresql")).start();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void settingsShouldKeepDataSafeAndAllowDistributedTransactions() throws SQLException {
        assertThat(setting("fsync")).isEqualTo("on");
        assertThat(setting("wal_level")).isEqualTo("logical");
        assertThat(setting("listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(setting("password_encryption")).isEqualTo("scram-sha-256");
        assertThat(setting("data_checksums")).isEqualTo("on");
        assertThat(Integer.parseInt(setting("max_prepared_transactions"))).isGreaterThanOrEqualTo(200);
        assertThat(Integer.parseInt(setting("max_connections"))).isEqualTo(300);
    }

    @Test
    void serverShouldRefuseAConnectionWithoutPassword() {
        assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl("postgres"), "postgres", "guess"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void superuserPasswordShouldBeReadableByItsOwnerOnly() throws Exception {
        Path file = temporary.resolve("postgresql/superuser-password");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void restartShouldKeepThePortAndTheData() throws SQLException {
        int port = postgres.port();
        execute("create table if not exists kept (id int)", "truncate kept", "insert into kept values (42)");

        postgres.stop();
        boolean stopped = !postgres.isRunning() && !Ports.isTaken(port);
        postgres.start();

        assertThat(stopped).isTrue();
        assertThat(postgres.port()).isEqualTo(port);
        assertThat(query("select id from kept")).containsExactly("42");
    }

    @Test
    void startShouldFollowAKilledServer() throws SQLException {
        ProcessHandle.of(postgres.pid()).orElseThrow().destroyForcibly();
        Awaitility.await().until(() -> !postgres.isRunning());

        postgres.start();

        assertThat(query("select 1")).containsExactly("1");
    }

    @Test
    void startShouldIgnoreThePidFileOfAnotherProgram(@TempDir Path directory) throws Exception {
        EmbeddedPostgres other = EmbeddedPostgres.at(directory.resolve("pg"))
                .cache(Path.of(System.getProperty("netbuild.cache", "target/cache")))
                .start();
        other.stop();
        Path pidFile = directory.resolve("pg/data/postmaster.pid");
        Files.writeString(pidFile, ProcessHandle.current().pid() + "\n" + directory + "\n0\n1\n\n127.0.0.1\n\nready\n");

        other.start();

        assertThat(other.pid()).isNotEqualTo(ProcessHandle.current().pid());
        other.close();
        assertThat(pidFile).doesNotExist();
    }

    @Test
    void serverShouldStopWhenItsJvmIsKilled(@TempDir Path directory) throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dnetbuild.cache=" + System.getProperty("netbuild.cache", "target/cache"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        StartAndWait.class.getName(),
                        directory.resolve("pg").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long server = Long.parseLong(jvm.inputReader().readLine());

        jvm.destroyForcibly().waitFor();

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> ProcessHandle.of(server)
                .isEmpty());
        assertThat(directory.resolve("pg/data/postmaster.pid")).doesNotExist();
    }

    @Test
    void startShouldStopAnOrphanOfTheSameDirectory(@TempDir Path directory) throws Exception {
        Path home = directory.resolve("pg");
        EmbeddedPostgres first = EmbeddedPostgres.at(home).start();
        first.stop();
        PostgresCluster files =
                new PostgresCluster(home, PostgresBinaries.in(Path.of(System.getProperty("netbuild.cache"))));
        Process orphan = new ProcessBuilder(files.serverCommand())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Awaitility.await().until(() -> PostmasterPid.read(files.data())
                .filter(PostmasterPid::ready)
                .isPresent());

        first.start();

        assertThat(orphan.isAlive()).isFalse();
        assertThat(first.pid()).isNotEqualTo(orphan.pid());
        first.close();
    }

    @Test
    void startShouldSayWhenThePortIsTaken(@TempDir Path directory) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EmbeddedPostgresBuilder builder =
                    EmbeddedPostgres.at(directory.resolve("pg")).port(taken.getLocalPort());

            assertThatThrownBy(builder::start)
                    .isInstanceOf(StackException.class)
                    .hasMessageContaining("port " + taken.getLocalPort() + " for PostgreSQL is taken");
        }
    }

    @Test
    void startShouldSayWhenTheDirectoryIsInUse() {
        EmbeddedPostgresBuilder second = EmbeddedPostgres.at(temporary.resolve("postgresql"));

        assertThatThrownBy(second::start)
                .isInstanceOf(StackException.class)
                .hasMessageContaining("is in use by another process");
        assertThat(postgres.isRunning()).isTrue();
    }

    @Test
    void startShouldShowTheLogWhenTheServerRefuses(@TempDir Path directory) {
        EmbeddedPostgresBuilder wrong =
                EmbeddedPostgres.at(directory.resolve("pg")).setting("max_connections", "minus one");

        assertThatThrownBy(wrong::start).isInstanceOf(StackException.class).hasMessageContaining("max_connections");
    }

    private static String setting(String name) throws SQLException {
        return query("select current_setting('" + name + "')").get(0);
    }

    private static void execute(String... statements) throws SQLException {
        try (Connection connection = postgres.connectAsSuperuser("postgres");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> query(String sql) throws SQLException {
        try (Connection connection = postgres.connectAsSuperuser("postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    /** A JVM that is killed while its server runs. */
    static final class StartAndWait {
        public static void main(String[] arguments) throws InterruptedException {
            EmbeddedPostgres started =
                    EmbeddedPostgres.at(Path.of(arguments[0])).start();
            System.out.println(started.pid());
            Thread.sleep(Duration.ofMinutes(5).toMillis());
            started.close();
        }
    }
}
