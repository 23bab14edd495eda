package io.netbuild.dev;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What can be chosen about an embedded PostgreSQL. */
public final class EmbeddedPostgresBuilder {
    private final Path directory;
    private final Map<String, String> settings = new HashMap<>();
    private Path cache;
    private int port;
    private boolean stopWithJvm = true;
    private @Nullable EmbeddedPostgres primary;
    private Consumer<String> progress = line -> {};

    EmbeddedPostgresBuilder(Path directory) {
        this.directory = directory;
        String shared = System.getProperty("netbuild.cache");
        this.cache = shared == null ? directory.resolveSibling("cache") : Path.of(shared);
    }

    /** The port to listen on; 0, the default, takes any free one. */
    public EmbeddedPostgresBuilder port(int value) {
        this.port = value;
        return this;
    }

    /**
     * Where the programs are unpacked to. The default is the system property {@code netbuild.cache}, or else the
     * directory {@code cache} beside the server's.
     */
    public EmbeddedPostgresBuilder cache(Path value) {
        this.cache = value.toAbsolutePath().normalize();
        return this;
    }

    /** A server setting, instead of the one chosen here. */
    public EmbeddedPostgresBuilder setting(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /** Whether a shutdown hook stops the server; only for callers who have one of their own. */
    EmbeddedPostgresBuilder stopWithJvm(boolean value) {
        this.stopWithJvm = value;
        return this;
    }

    /**
     * Makes the server a streaming standby of another one, which has to run when this is started for the first time, in a directory that is empty. It can be
     * read from, and its name for {@code synchronous_standby_names} is {@link EmbeddedPostgres#name()}.
     */
    public EmbeddedPostgresBuilder standbyOf(EmbeddedPostgres value) {
        this.primary = value;
        return this;
    }

    /** Told a line before each step that takes time. */
    public EmbeddedPostgresBuilder progress(Consumer<String> value) {
        this.progress = value;
        return this;
    }

    /**
     * Starts the server.
     *
     * @throws StackException if it cannot start, saying why
     */
    public EmbeddedPostgres start() {
        EmbeddedPostgres postgres = new EmbeddedPostgres(this);
        postgres.start();
        return postgres;
    }

    /** All settings for a server on this port. */
    Map<String, String> settings(int actualPort) {
        Map<String, String> all = new HashMap<>(Map.of(
                "listen_addresses", Ports.LOCAL,
                "port", Integer.toString(actualPort),
                "unix_socket_directories", "",
                "max_connections", "300",
                "fsync", "on",
                "wal_level", "logical"));
        all.putAll(Map.of(
                // XA needs one for each transaction between prepare and commit
                "max_prepared_transactions", "300",
                "password_encryption", "scram-sha-256",
                "shared_buffers", "256MB",
                // everybody's commits wait while a segment of the log is made, not when one is used again
                "min_wal_size", "1GB",
                "max_wal_size", "2GB",
                // short statements only: compiling them costs more than it saves
                "jit", "off",
                "timezone", "UTC",
                "log_timezone", "UTC",
                "log_line_prefix", "%m [%p] %u@%d "));
        if (primary != null) {
            all.putAll(Standby.settings(primary, name()));
        }
        all.putAll(settings);
        return all;
    }

    /** Unique among the servers beside this one; fits into the names of PostgreSQL. */
    String name() {
        return directory.getFileName().toString().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
    }

    @Nullable
    EmbeddedPostgres primary() {
        return primary;
    }

    Path directory() {
        return directory;
    }

    Path cache() {
        return cache;
    }

    int port() {
        return port;
    }

    boolean stopsWithJvm() {
        return stopWithJvm;
    }

    void tell(String step) {
        progress.accept(step);
    }
}
