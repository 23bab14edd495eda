package io.netbuild.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL as a child process, its data in a directory that outlives it. It listens on 127.0.0.1 only, keeps its
 * promises of durability ({@code fsync} is on) and stops with this JVM. Safe for use by several threads.
 *
 * <pre>{@code
 * try (EmbeddedPostgres postgres = EmbeddedPostgres.at(directory).start();
 *         Connection admin = postgres.connectAsSuperuser("postgres")) {
 *     DatabaseBootstrap.apply(admin, RolePasswords.generate());
 * }
 * }</pre>
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final int START_ATTEMPTS = 3;

    private final EmbeddedPostgresBuilder options;
    private final Thread shutdownHook = new Thread(this::stop, "stop-postgresql");
    private int port;
    private boolean hooked;
    private @Nullable PostgresCluster cluster;
    private @Nullable ChildProcess server;
    private @Nullable DirectoryLock lock;

    EmbeddedPostgres(EmbeddedPostgresBuilder options) {
        this.options = options;
        this.port = options.port();
    }

    /** Choices for a server whose data, configuration and log are in this directory, which is made when missing. */
    public static EmbeddedPostgresBuilder at(Path directory) {
        return new EmbeddedPostgresBuilder(directory.toAbsolutePath().normalize());
    }

    /**
     * Starts the server; does nothing when it runs. After a {@link #stop()} it has the same port as before.
     *
     * @throws StackException if it cannot start, saying why
     */
    public synchronized void start() {
        if (isRunning()) {
            return;
        }
        stop();
        try {
            Directories.createPrivate(options.directory());
            lock = DirectoryLock.tryLock(options.directory())
                    .orElseThrow(() -> new StackException(
                            "the PostgreSQL in " + options.directory() + " is in use by another process"));
            startLocked();
        } catch (IOException e) {
            stop();
            throw new StackException("PostgreSQL in " + options.directory() + " cannot start: " + e, e);
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    private void startLocked() throws IOException {
        if (!PostgresBinaries.isUnpacked(options.cache())) {
            options.tell("Unpacking PostgreSQL " + Versions.ofThisBuild().postgresql());
        }
        PostgresCluster files = new PostgresCluster(options.directory(), PostgresBinaries.in(options.cache()));
        cluster = files;
        EmbeddedPostgres primary = options.primary();
        if (primary != null) {
            Standby.copy(primary, files, options);
        }
        files.initialise(options::tell);
        files.stopOrphan(options::tell);
        files.log().rotate();
        boolean anyPort = port == 0;
        for (int attempt = 1; server == null; attempt++) {
            port = anyPort ? Ports.free() : port;
            server = launch(files, attempt == START_ATTEMPTS);
        }
        requireOurs(files);
        if (options.stopsWithJvm() && !hooked) {
            Runtime.getRuntime().addShutdownHook(shutdownHook);
            hooked = true;
        }
    }

    /**
     * One attempt; another one may help when a port that was free is taken now, or while the processes of a killed server
     * are still ending.
     *
     * @return null if the server ended at once and this was not the last attempt
     */
    private @Nullable ChildProcess launch(PostgresCluster files, boolean last) throws IOException {
        Ports.requireFree(port, "PostgreSQL");
        files.configure(options.settings(port));
        options.tell("Starting PostgreSQL on port " + port);
        long logged = files.log().size();
        ChildProcess process = ChildProcess.start(
                "INT", files.serverCommand(), Map.of(), files.log().path());
        Instant deadline = Instant.now().plus(START_TIMEOUT);
        while (!isReady(files, process.pid())) {
            boolean ended = process.waitFor(Duration.ofMillis(20));
            if (ended && !last) {
                process.waitFor(Duration.ofMillis(500));
                return null;
            }
            if (ended || Thread.currentThread().isInterrupted() || Instant.now().isAfter(deadline)) {
                process.kill();
                List<String> said = files.log().tail(8, logged);
                throw new StackException("PostgreSQL in " + options.directory() + " did not start; its log "
                        + files.log().path() + " ends with:\n" + String.join("\n", said));
            }
        }
        return process;
    }

    private static boolean isReady(PostgresCluster files, long pid) throws IOException {
        Optional<PostmasterPid> running = PostmasterPid.read(files.data());
        return running.isPresent() && running.get().ready() && running.get().pid() == pid;
    }

    /** Whoever answers on the port must be the server of our data directory. */
    private void requireOurs(PostgresCluster files) throws IOException {
        try (Connection connection = connectAsSuperuser("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select current_setting('data_directory')")) {
            row.next();
            if (!Path.of(row.getString(1)).toRealPath().equals(files.data().toRealPath())) {
                throw new StackException(
                        "on port " + port + " answers another PostgreSQL, of the data directory " + row.getString(1));
            }
        } catch (SQLException e) {
            throw new StackException("PostgreSQL on port " + port + " started but does not answer: " + e, e);
        }
    }

    public synchronized boolean isRunning() {
        return server != null && server.isAlive();
    }

    /** The TCP port on 127.0.0.1. */
    public synchronized int port() {
        return port;
    }

    /** The name by which its primary knows this server when it is a standby. */
    public String name() {
        return options.name();
    }

    /**
     * Makes a standby a primary of its own and waits until it takes writes. Whoever does this has to see to it that the former primary takes none any more.
     *
     * @throws StackException if it is no standby or does not become a primary
     */
    public void promote() {
        try (Connection connection = connectAsSuperuser("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_promote(true, 60)")) {
            row.next();
            if (!row.getBoolean(1)) {
                throw new StackException("PostgreSQL in " + options.directory() + " did not become a primary in time");
            }
        } catch (SQLException e) {
            throw new StackException("PostgreSQL in " + options.directory() + " cannot be promoted: " + e, e);
        }
    }

    /** The files of a server that runs. */
    synchronized PostgresCluster files() {
        if (cluster == null) {
            throw new IllegalStateException("PostgreSQL is not started");
        }
        return cluster;
    }

    /** The server's process id. */
    public synchronized long pid() {
        if (server == null) {
            throw new IllegalStateException("PostgreSQL is not started");
        }
        return server.pid();
    }

    /** The file that the server writes its log to. */
    public Path log() {
        return options.directory().resolve("postgresql.log");
    }

    /** A JDBC URL without user and password. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + Ports.LOCAL + ":" + port() + "/" + database;
    }

    public Connection connectAsSuperuser(String database) throws SQLException {
        try {
            return DriverManager.getConnection(jdbcUrl(database), PostgresCluster.SUPERUSER, files().password());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends all sessions, stops the server and waits for its end. The object may be started again. */
    public synchronized void stop() {
        try {
            if (server != null && cluster != null && server.isAlive()) {
                stop(server, cluster);
            }
        } finally {
            server = null;
            release();
        }
    }

    private static void stop(ChildProcess server, PostgresCluster cluster) {
        if (!stops(cluster, "fast") && !stops(cluster, "immediate")) {
            server.kill();
        }
        server.waitFor(Duration.ofSeconds(10));
    }

    /** The last checkpoint may take longer than anybody waits. Without it, what is in the log is restored at the next start; a kill of the server alone would leave its child processes. */
    private static boolean stops(PostgresCluster cluster, String mode) {
        try {
            cluster.stop(mode);
            return true;
        } catch (IOException | StackException e) {
            return false;
        }
    }

    private void release() {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock = null;
        }
    }

    @Override
    public void close() {
        stop();
        synchronized (this) {
            if (hooked && Thread.currentThread() != shutdownHook) {
                hooked = false;
                try {
                    Runtime.getRuntime().removeShutdownHook(shutdownHook);
                } catch (IllegalStateException e) {
                    // the JVM is going down, and the hook finds nothing to do
                }
            }
        }
    }
}
