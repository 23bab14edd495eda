package io.netbuild.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

    private static final long POLL_MILLIS = 500;
    private static final Duration PROXY_PATIENCE = Duration.ofSeconds(10);

    private final NetBuildServerBuilder options;
    private final DataDirectory data;
    private final DirectoryLock lock;
    private final Database database;
    private final Secrets secrets;
    private final URI httpUrl;
    private final List<Node> nodes;
    private final @Nullable ReverseProxy proxy;
    private final StateFile state;
    private final Thread shutdownHook = new Thread(this::stopAll, "stop-netbuild");
    private volatile boolean closing;

    NetBuildServer(NetBuildServerBuilder options, DataDirectory data, DirectoryLock lock) throws IOException {
        this.options = options;
        this.data = data;
        this.lock = lock;
        DatabaseAddress existing = options.database();
        this.database = existing == null
                ? new Database.Embedded(data.postgresql(), data.cache(), options.postgresSettings())
                : new Database.External(existing);
        this.state = new StateFile(data);
        stopOrphan();
        if (options.httpPort() != 0) {
            Ports.requireFree(options.httpPort(), "HTTP");
        }
        this.secrets = Secrets.in(data.secrets());
        int port = Ports.orFree(options.httpPort());
        this.httpUrl = URI.create("http://" + Ports.LOCAL + ":" + port);
        this.nodes = IntStream.rangeClosed(1, options.nodes())
                .mapToObj(number -> new Node(options, settings(number, port), state, () -> closing))
                .toList();
        this.proxy = nodes.size() == 1
                ? null
                : new ReverseProxy(port, nodes.stream().collect(Collectors.toMap(Node::number, Node::httpUrl)));
    }

    private ServerSettings settings(int node, int port) {
        boolean proxied = options.nodes() > 1;
        return new ServerSettings(
                data, secrets, node, proxied, proxied ? Ports.free() : port, Ports.free(), options.broker());
    }

    public static NetBuildServerBuilder builder() {
        return new NetBuildServerBuilder();
    }

    /** Where the platform answers, without a slash at the end. */
    public URI httpUrl() {
        return httpUrl;
    }

    public int httpPort() {
        return httpUrl.getPort();
    }

    /** The nodes in their order, usually one. */
    public List<Node> nodes() {
        return nodes;
    }

    private Node first() {
        return nodes.get(0);
    }

    /** The first node's management port on 127.0.0.1; users of this machine who can read the data directory need no password. */
    public int managementPort() {
        return first().managementPort();
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
        return secrets.roles();
    }

    /** The installation's data directory. */
    public Path data() {
        return data.path();
    }

    /** The file that the first node's WildFly writes its log to. */
    public Path log() {
        return first().log();
    }

    /** Whether any node does. */
    public boolean isRunning() {
        return nodes.stream().anyMatch(Node::isRunning);
    }

    /** The process id of the first node's WildFly. */
    public long pid() {
        return first().pid();
    }

    /** What each WildFly gets by its environment; holds secrets. */
    public Map<String, String> environment() {
        return first().environment(database.url());
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
        state.begin(urls());
        database.start(options::tell);
        database.embedded().ifPresent(server -> state.remember(StackState.POSTGRESQL, server.pid()));
        options.tell("Preparing the database " + database.url());
        String version = DatabasePreparation.prepare(database, secrets.roles());
        state.change(present -> present.withVersion(StackState.POSTGRESQL, version));
        if (proxy != null) {
            proxy.start();
        }
        startNodes();
    }

    private Map<String, String> urls() {
        Map<String, String> urls = first().urls(httpUrl);
        if (nodes.size() > 1) {
            nodes.forEach(node ->
                    urls.put(StackState.NODE + node.number(), node.httpUrl().toString()));
        }
        return urls;
    }

    private void startNodes() throws IOException, InterruptedException {
        for (Node node : nodes) {
            launch(node);
        }
        for (Node node : nodes) {
            node.awaitReady();
        }
        if (proxy != null) {
            proxy.awaitAll(PROXY_PATIENCE);
        }
        state.change(present -> present.as(StackState.State.RUNNING));
        options.tell("Ready at " + httpUrl());
    }

    /** Kills all nodes as a crash would (kill -9); PostgreSQL goes on. */
    public void kill() {
        nodes.forEach(Node::kill);
    }

    /** Stops all nodes, if they run, and starts them again on the same ports with the same data; returns when they are ready. */
    public void restart() {
        synchronized (this) {
            nodes.forEach(Node::beginStop);
            nodes.forEach(Node::stop);
        }
        try {
            startNodes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while starting WildFly", e);
        }
    }

    /** Waits until every WildFly, or PostgreSQL, has ended, and says which. Meanwhile those of several are started again that have ended by themselves. */
    String awaitEnd() throws IOException, InterruptedException {
        NodeRestarts restarts = new NodeRestarts(this::relaunch, state, options::tell);
        while (true) {
            Thread.sleep(POLL_MILLIS);
            if (!isRunning()) {
                return "WildFly ended unexpectedly: see its log, " + log();
            }
            Optional<EmbeddedPostgres> ended = database.embedded().filter(server -> !server.isRunning());
            if (ended.isPresent()) {
                return "PostgreSQL ended unexpectedly: see its log, "
                        + ended.get().log();
            }
            restarts.look(nodes);
        }
    }

    private synchronized void relaunch(Node node) throws IOException {
        if (!closing) {
            launch(node);
        }
    }

    private synchronized void launch(Node node) throws IOException {
        node.launch(environment());
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
                nodes.forEach(Node::beginStop);
                nodes.forEach(Node::stop);
                if (proxy != null) {
                    proxy.close();
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

    /** Stops what a killed supervisor has left running, as far as it has not ended by itself. */
    private void stopOrphan() throws IOException {
        StackState.read(data.state()).ifPresent(left -> left.wildflies().stream()
                .flatMap(name -> left.process(name).stream())
                .filter(KnownProcess::isAlive)
                .forEach(orphan -> {
                    options.tell("Stopping a WildFly that was left running (process " + orphan.pid() + ")");
                    orphan.terminateOrKill(Duration.ofSeconds(30));
                }));
    }
}
