package io.netbuild.dev;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What can be chosen about a server. */
public final class NetBuildServerBuilder {
    private final Map<String, String> systemProperties = new LinkedHashMap<>();
    private Path data = Path.of(".netbuild");
    private int httpPort;
    private int nodes = 1;
    private final Map<Integer, Map<String, String>> nodeProperties = new HashMap<>();
    private final Map<Integer, Map<String, String>> nodeEnvironments = new HashMap<>();
    private final Map<String, String> postgresSettings = new LinkedHashMap<>();
    private String heap = "1g";
    private @Nullable Path ear;
    private @Nullable Path serverHome;
    private @Nullable DatabaseAddress database;
    private @Nullable BrokerAddress broker;
    private Consumer<String> progress = line -> {};

    NetBuildServerBuilder() {}

    /** The data directory; made when missing. Default: {@code .netbuild} in the working directory. */
    public NetBuildServerBuilder data(Path value) {
        this.data = value;
        return this;
    }

    /** The port of the platform; 0, the default, takes any free one. */
    public NetBuildServerBuilder httpPort(int value) {
        this.httpPort = value;
        return this;
    }

    /** How many WildFlys share the database, from 1, the default, to 9. Two or more are behind a reverse proxy, which has the port then. */
    public NetBuildServerBuilder nodes(int value) {
        if (value < 1 || value > 9) {
            throw new IllegalArgumentException("nodes " + value + ": must be 1 to 9");
        }
        this.nodes = value;
        return this;
    }

    /** A system property of one node's JVM only. @param node 1 for the first */
    public NetBuildServerBuilder systemProperty(int node, String name, String value) {
        nodeProperties.computeIfAbsent(node, first -> new LinkedHashMap<>()).put(name, value);
        return this;
    }

    /** A variable of the environment of one node's JVM only. @param node 1 for the first */
    public NetBuildServerBuilder environment(int node, String name, String value) {
        nodeEnvironments.computeIfAbsent(node, first -> new LinkedHashMap<>()).put(name, value);
        return this;
    }

    /** The maximum heap of WildFly's JVM, such as {@code 512m}; default {@code 1g}. */
    public NetBuildServerBuilder heap(String value) {
        this.heap = value;
        return this;
    }

    /** What is deployed; it must answer at {@code /health/ready}. Default: the EAR of this build. */
    public NetBuildServerBuilder ear(Path value) {
        this.ear = value.toAbsolutePath().normalize();
        return this;
    }

    /** The provisioned WildFly, which is only read. Default: the one of this build. */
    public NetBuildServerBuilder serverHome(Path value) {
        this.serverHome = value.toAbsolutePath().normalize();
        return this;
    }

    /** Uses an existing PostgreSQL; the administrator's account is used to make the platform's roles and database. */
    public NetBuildServerBuilder database(String url, String user, String password) {
        return database(new DatabaseAddress(url, user, password));
    }

    NetBuildServerBuilder database(@Nullable DatabaseAddress value) {
        this.database = value;
        return this;
    }

    /** A setting of the embedded PostgreSQL, instead of the one chosen here. */
    public NetBuildServerBuilder postgresSetting(String name, String value) {
        postgresSettings.put(name, value);
        return this;
    }

    /** Uses an Artemis broker outside of the server, {@code tcp://host:port} or {@code ssl://host:port}, instead of the server's own. */
    public NetBuildServerBuilder broker(String url, String user, String password) {
        return broker(new BrokerAddress(url, user, password));
    }

    NetBuildServerBuilder broker(@Nullable BrokerAddress value) {
        this.broker = value;
        return this;
    }

    /** A system property of WildFly's JVM; MicroProfile Config reads these. Not for secrets. */
    public NetBuildServerBuilder systemProperty(String name, String value) {
        systemProperties.put(name, value);
        return this;
    }

    /** Several system properties. */
    public NetBuildServerBuilder systemProperties(Map<String, String> values) {
        systemProperties.putAll(values);
        return this;
    }

    /** Told a line before each step that takes time. */
    public NetBuildServerBuilder progress(Consumer<String> value) {
        this.progress = value;
        return this;
    }

    Map<String, String> systemProperties(int node) {
        Map<String, String> all = new LinkedHashMap<>(systemProperties);
        all.putAll(nodeProperties.getOrDefault(node, Map.of()));
        return all;
    }

    Map<String, String> environment(int node) {
        return nodeEnvironments.getOrDefault(node, Map.of());
    }

    int nodes() {
        return nodes;
    }

    int httpPort() {
        return httpPort;
    }

    String heap() {
        return heap;
    }

    @Nullable
    DatabaseAddress database() {
        return database;
    }

    Map<String, String> postgresSettings() {
        return postgresSettings;
    }

    @Nullable
    BrokerAddress broker() {
        return broker;
    }

    void tell(String step) {
        progress.accept(step);
    }

    Path ear() {
        return BuildOutput.archive(ear, "ear/target/netbuild.ear");
    }

    Path serverHome() {
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
