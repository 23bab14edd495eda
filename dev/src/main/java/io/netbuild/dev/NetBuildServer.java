package io.netbuild.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
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

    private final Builder options;
    private final DataDirectory data;
    private final DirectoryLock lock;
    private final Secrets secrets;
    private final Database database;
    private final int httpPort;
    private final int managementPort;
    private final Thread shutdownHook = new Thread(this::stopAll, "stop-netbuild");
    private volatile boolean closing;
    private volatile @Nullable WildFly wildfly;
    private StackState state;

    private NetBuildServer(Builder options, DataDirectory data, DirectoryLock lock) throws IOException {
        this.options = options;
        this.data = data;
        this.lock = lock;
        this.secrets = Secrets.in(data.secrets());
        this.database = options.database == null
                ? new Database.Embedded(data.postgresql(), data.cache())
                : new Database.External(options.database);
        stopOrphan();
        if (options.httpPort != 0) {
            Ports.requireFree(options.httpPort, "HTTP");
        }
        this.httpPort = Ports.orFree(options.httpPort);
        this.managementPort = Ports.free();
        this.state = StackState.stopped(data).as(StackState.State.STARTING);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Where the platform answers, without a slash at the end. */
    public URI httpUrl() {
        return URI.create("http://" + Ports.LOCAL + ":" + httpPort);
    }

    public int httpPort() {
        return httpPort;
    }

    /** WildFly's management port on 127.0.0.1; users of this machine who can read the data directory need no password. */
    public int managementPort() {
        return managementPort;
    }

    /** @throws IllegalStateException if the server uses an existing PostgreSQL */
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
        return secrets.roles();
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
        Map<String, String> environment = new HashMap<>();
        environment.put("NETBUILD_DATABASE_URL", database.url());
        environment.put("NETBUILD_OWNER_PASSWORD", secrets.roles().owner());
        environment.put("NETBUILD_APP_PASSWORD", secrets.roles().app());
        environment.put("NETBUILD_SYSTEM_PASSWORD", secrets.roles().system());
        environment.put("NETBUILD_OPERATOR_PASSWORD", secrets.roles().operator());
        environment.put("NETBUILD_MASTER_KEY", secrets.masterKey());
        environment.put("NETBUILD_CREDENTIAL_STORE_PASSWORD", secrets.credentialStorePassword());
        return environment;
    }

    private Map<String, String> systemProperties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("jboss.bind.address", Ports.LOCAL);
        properties.put("jboss.http.port", Integer.toString(httpPort));
        properties.put("jboss.management.http.port", Integer.toString(managementPort));
        properties.put("jboss.tx.node.id", secrets.nodeId());
        properties.put("netbuild.development", "true");
        properties.put("netbuild.issuer.directory", data.issuer().toString());
        properties.put("mp.jwt.verify.issuer", ISSUER);
        properties.put(
                "mp.jwt.verify.publickey.location", "file:" + data.issuer().resolve("jwks.json"));
        properties.putAll(options.systemProperties);
        return properties;
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

    private void start() throws IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(shutdownHook);
        state = new StackState(
                        StackState.State.STARTING,
                        data.path().toString(),
                        urls(),
                        Map.of(),
                        Map.of(),
                        Versions.ofThisBuild().asMap())
                .with(StackState.SUPERVISOR, KnownProcess.of(ProcessHandle.current()));
        state.write(data.state());
        database.start(options.progress);
        database.embedded().ifPresent(server -> remember(StackState.POSTGRESQL, server.pid()));
        options.progress.accept("Preparing the database " + database.url());
        write(state.withVersion(StackState.POSTGRESQL, DatabasePreparation.prepare(database, secrets.roles())));
        startWildFly();
    }

    private void startWildFly() throws IOException, InterruptedException {
        if (closing) {
            throw new StackException("stopped while starting");
        }
        WildFly started = launchWildFly();
        new ReadinessWait(started, httpUrl().resolve("/health/ready"), options.progress).await(() -> closing);
        write(state.as(StackState.State.RUNNING));
        options.progress.accept("Ready at " + httpUrl());
    }

    private synchronized WildFly launchWildFly() throws IOException {
        Directories.createPrivate(data.issuer());
        options.progress.accept("Starting WildFly " + Versions.ofThisBuild().wildfly() + " on port " + httpPort
                + " with " + options.ear().getFileName());
        WildFly started = WildFly.start(
                options.serverHome(), data.wildfly(), options.ear(), options.heap, systemProperties(), environment());
        wildfly = started;
        remember(StackState.WILDFLY, started.process().pid());
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
                options.progress.accept("Stopping WildFly");
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

    /** Waits until WildFly or PostgreSQL ends. @return which one */
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
                write(state.as(StackState.State.STOPPING));
                WildFly running = wildfly;
                if (running != null && running.process().isAlive()) {
                    options.progress.accept("Stopping WildFly");
                    running.stop();
                }
                if (database.embedded().filter(EmbeddedPostgres::isRunning).isPresent()) {
                    options.progress.accept("Stopping PostgreSQL");
                }
                database.stop();
                Files.deleteIfExists(data.state());
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
                    options.progress.accept("Stopping a WildFly that was left running (pid " + orphan.pid() + ")");
                    orphan.terminateOrKill(Duration.ofSeconds(30));
                });
    }

    private void remember(String name, long pid) {
        try {
            ProcessHandle process = ProcessHandle.of(pid)
                    .orElseThrow(() -> new StackException(name + " (pid " + pid + ") ended at once"));
            write(state.with(name, KnownProcess.of(process)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void write(StackState changed) throws IOException {
        if (closing && changed.state() != StackState.State.STOPPING) {
            return;
        }
        state = changed;
        state.write(data.state());
    }

    private Map<String, String> urls() {
        Map<String, String> urls = new LinkedHashMap<>();
        urls.put("platform", httpUrl().toString());
        urls.put("api", httpUrl() + "/api");
        urls.put("openapi", httpUrl() + "/api/openapi");
        urls.put("engineRest", httpUrl() + "/engine-rest");
        urls.put("health", httpUrl() + "/health/ready");
        urls.put("metrics", httpUrl() + "/metrics");
        urls.put("management", "http://" + Ports.LOCAL + ":" + managementPort);
        return urls;
    }

    /** What can be chosen about a server. */
    public static final class Builder {
        private final Map<String, String> systemProperties = new LinkedHashMap<>();
        private Path data = Path.of(".netbuild");
        private int httpPort;
        private String heap = "1g";
        private @Nullable Path ear;
        private @Nullable Path serverHome;
        private @Nullable DatabaseAddress database;
        private Consumer<String> progress = line -> {};

        private Builder() {}

        /** The data directory; made when missing. Default: {@code .netbuild} in the working directory. */
        public Builder data(Path value) {
            this.data = value;
            return this;
        }

        /** The port of the platform; 0, the default, takes any free one. */
        public Builder httpPort(int value) {
            this.httpPort = value;
            return this;
        }

        /** The maximum heap of WildFly's JVM, such as {@code 512m}; default {@code 1g}. */
        public Builder heap(String value) {
            this.heap = value;
            return this;
        }

        /** What is deployed; it must answer at {@code /health/ready}. Default: the EAR of this build. */
        public Builder ear(Path value) {
            this.ear = value.toAbsolutePath().normalize();
            return this;
        }

        /** The provisioned WildFly, which is only read. Default: the one of this build. */
        public Builder serverHome(Path value) {
            this.serverHome = value.toAbsolutePath().normalize();
            return this;
        }

        /** Uses an existing PostgreSQL; the administrator's account is used to make the platform's roles and database. */
        public Builder database(String url, String user, String password) {
            return database(new DatabaseAddress(url, user, password));
        }

        Builder database(@Nullable DatabaseAddress value) {
            this.database = value;
            return this;
        }

        /** A system property of WildFly's JVM; MicroProfile Config reads these. Not for secrets. */
        public Builder systemProperty(String name, String value) {
            systemProperties.put(name, value);
            return this;
        }

        /** Several system properties. */
        public Builder systemProperties(Map<String, String> values) {
            systemProperties.putAll(values);
            return this;
        }

        /** Told a line before each step that takes time. */
        public Builder progress(Consumer<String> value) {
            this.progress = value;
            return this;
        }

        private Path ear() {
            return BuildOutput.existing(ear, "ear/target/netbuild.ear");
        }

        private Path serverHome() {
            return BuildOutput.existing(serverHome, "wildfly-config/target/server");
        }

        /**
         * Starts everything and waits until the server is ready.
         *
         * @throws StartRefusedException if something must be changed before anything can be started
         * @throws StackException if the start failed, saying why; what was started is stopped again
         */
        public NetBuildServer start() {
            ear();
            serverHome();
            try {
                DataDirectory directory = new DataDirectory(data);
                directory.open();
                DirectoryLock lock = DirectoryLock.tryLock(directory.path())
                        .orElseThrow(() -> new StartRefusedException("NetBuild runs already from " + directory.path()
                                + ": see ./netbuild status, or choose another --data"));
                return start(directory, lock);
            } catch (IOException e) {
                throw new StackException("NetBuild cannot start from " + data + ": " + e, e);
            }
        }

        private NetBuildServer start(DataDirectory directory, DirectoryLock lock) throws IOException {
            NetBuildServer server;
            try {
                server = new NetBuildServer(this, directory, lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
            try {
                server.start();
                return server;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                server.close();
                throw new StackException("interrupted while starting", e);
            } catch (IOException | RuntimeException e) {
                server.close();
                throw e;
            }
        }
    }
}
