package io.netbuild.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole stack: PostgreSQL and WildFly with the platform deployed, started and stopped in order. Everything of it is in
 * one data directory, which it has to itself. Used by the command line, by tests and by benchmarks.
 *
 * <pre>{@code
 * try (NetBuildServer server = NetBuildServer.builder().data(directory).httpPort(0).ear(ear).serverHome(home).start()) {
 *     String token = server.token("operator", null, "alice");
 *     ...
 * }
 * }</pre>
 */
public final class NetBuildServer implements AutoCloseable {
    /** The issuer of development tokens. */
    public static final String ISSUER = "urn:netbuild:development";

    private final NetBuildServerBuilder options;
    private final DataDirectory data;
    private final DirectoryLock lock;
    private final Database database;
    private final ServerSettings settings;
    private final StateFile state;
    private final Thread shutdownHook = new Thread(this::stopAll, "stop-netbuild");
    private volatile boolean closing;
    private volatile @Nullable WildFly wildfly;

    NetBuildServer(NetBuildServerBuilder options, DataDirectory data, DirectoryLock lock) throws IOException {
        this.options = options;
        this.data = data;
        this.lock = lock;
        DatabaseAddress existing = options.database();
        this.database = existing == null
                ? new Database.Embedded(data.postgresql(), data.cache())
                : new Database.External(existing);
        this.state = new StateFile(data);
        stopOrphan();
        if (options.httpPort() != 0) {
            Ports.requireFree(options.httpPort(), "HTTP");
        }
        this.settings = new ServerSettings(
                data, Secrets.in(data.secrets()), Ports.orFree(options.httpPort()), Ports.free(), options.broker());
    }

    public static NetBuildServerBuilder builder() {
        return new NetBuildServerBuilder();
    }

    /** Where the platform answers, without a slash at the end. */
    public URI httpUrl() {
        return settings.httpUrl();
    }

    public int httpPort() {
        return settings.httpPort();
    }

    /** WildFly's management port on 127.0.0.1; users of this machine who can read the data directory need no password. */
    public int managementPort() {
        return settings.managementPort();
    }

    /**
     * The embedded PostgreSQL.
     *
     * @throws IllegalStateException if the server uses an existing one
     */
    public EmbeddedPostgres postgres() {
        return database.embedded()
                .orElseThrow(() -> new IllegalStateException("this server uses the PostgreSQL at " + database.url()));
    }

    /** JDBC URL of the platform's database. */
    public String databaseUrl() {
        return database.url();
    }

    /** The passwords of the platform's database roles. */
    public RolePasswords passwords() {
        return settings.secrets().roles();
    }

    /** The installation's data directory. */
    public Path data() {
        return data.path();
    }

    /** The file that WildFly writes its log to. */
    public Path log() {
        return data.wildflyLog();
    }

    public boolean isRunning() {
        WildFly running = wildfly;
        return running != null && running.process().isAlive();
    }

    /** WildFly's process id. */
    public long pid() {
        return running().process().pid();
    }

    /** What WildFly gets by its environment; holds secrets. */
    public Map<String, String> environment() {
        return settings.environment(database.url());
    }

    /**
     * A token of the development issuer, valid for an hour.
     *
     * @param role {@code operator}, {@code tenant-admin} or {@code user}
     * @param tenant null for an operator
     */
    public String token(String role, @Nullable String tenant, String subject) {
        try {
            return new DevelopmentTokens(httpUrl(), data.issuer()).issue(subject, role, tenant, Duration.ofHours(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while waiting for a token", e);
        }
    }

    void start() throws IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(shutdownHook);
        state.begin(settings.urls());
        database.start(options::tell);
        database.embedded().ifPresent(server -> state.remember(StackState.POSTGRESQL, server.pid()));
        options.tell("Preparing the database " + database.url());
        String version =
                DatabasePreparation.prepare(database, settings.secrets().roles());
        state.change(present -> present.withVersion(StackState.POSTGRESQL, version));
        startWildFly();
    }

    private void startWildFly() throws IOException, InterruptedException {
        WildFly started = launchWildFly();
        new ReadinessWait(started, settings.readiness(), options::tell).await(() -> closing);
        state.change(present -> present.as(StackState.State.RUNNING));
        options.tell("Ready at " + httpUrl());
    }

    private synchronized WildFly launchWildFly() throws IOException {
        if (closing) {
            throw new StackException("stopped while starting");
        }
        Directories.createPrivate(data.issuer());
        Path ear = options.ear();
        options.tell("Starting WildFly " + Versions.ofThisBuild().wildfly() + " on port " + httpPort() + " with "
                + ear.getFileName());
        WildFly started = WildFly.start(
                options.serverHome(),
                data.wildfly(),
                settings.configuration(),
                ear,
                options.heap(),
                settings.systemProperties(options.systemProperties()),
                environment());
        wildfly = started;
        state.remember(StackState.WILDFLY, started.process().pid());
        return started;
    }

    /** Kills WildFly as a crash would (kill -9); PostgreSQL goes on. */
    public void kill() {
        running().kill();
    }

    /** Stops WildFly, if it runs, and starts it again on the same ports with the same data; returns when it is ready. */
    public void restart() {
        synchronized (this) {
            WildFly old = wildfly;
            if (old != null && old.process().isAlive()) {
                options.tell("Stopping WildFly");
                old.stop();
            }
        }
        try {
            startWildFly();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while starting WildFly", e);
        }
    }

    /** Waits until WildFly or PostgreSQL ends, and says which. */
    String awaitEnd() throws InterruptedException {
        while (true) {
            if (running().process().waitFor(Duration.ofMillis(500))) {
                return "WildFly";
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (database.embedded().filter(server -> !server.isRunning()).isPresent()) {
                return "PostgreSQL";
            }
        }
    }

    boolean isClosing() {
        return closing;
    }

    /** Stops WildFly, then PostgreSQL. */
    @Override
    public void close() {
        stopAll();
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException e) {
            // the JVM is going down, and the hook has done or is doing the same
        }
    }

    private void stopAll() {
        closing = true;
        synchronized (this) {
            try {
                state.change(present -> present.as(StackState.State.STOPPING));
                WildFly running = wildfly;
                if (running != null && running.process().isAlive()) {
                    options.tell("Stopping WildFly");
                    running.stop();
                }
                if (database.embedded().filter(EmbeddedPostgres::isRunning).isPresent()) {
                    options.tell("Stopping PostgreSQL");
                }
                database.stop();
                state.delete();
                lock.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private WildFly running() {
        WildFly running = wildfly;
        if (running == null) {
            throw new IllegalStateException("the server is not started");
        }
        return running;
    }

    /** Stops a WildFly whose supervisor was killed, as far as it has not ended by itself. */
    private void stopOrphan() throws IOException {
        StackState.read(data.state())
                .flatMap(left -> left.process(StackState.WILDFLY))
                .filter(KnownProcess::isAlive)
                .ifPresent(orphan -> {
                    options.tell("Stopping a WildFly that was left running (process " + orphan.pid() + ")");
                    orphan.terminateOrKill(Duration.ofSeconds(30));
                });
    }
}
