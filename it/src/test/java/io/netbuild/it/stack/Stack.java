package io.netbuild.it.stack;

import io.netbuild.dev.DatabaseBootstrap;
import io.netbuild.dev.EmbeddedPostgres;
import io.netbuild.dev.NetBuildServer;
import io.netbuild.dev.NetBuildServerBuilder;
import io.netbuild.dev.RolePasswords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one server of this test run, with an empty database at first, and a second PostgreSQL for tenants with a database elsewhere. Started at the
 * first use; what fails once fails at once from then on, because nothing can be tested without it.
 */
public final class Stack {

    /** The name of the second PostgreSQL among the servers that tenants can be placed on. */
    public static final String SECOND = "second";

    private static final String FIRST_COMPILER = "-XX:TieredStopAtLevel=1";
    private static final int LOG_LINES = 60;

    private static @Nullable Stack shared;
    private static @Nullable RuntimeException failure;

    private final NetBuildServer server;
    private final EmbeddedPostgres second;

    private final IdentityProvider identityProvider;

    private Stack(NetBuildServer server, EmbeddedPostgres second, IdentityProvider identityProvider) {
        this.server = server;
        this.second = second;
        this.identityProvider = identityProvider;
    }

    public static synchronized NetBuildServer server() {
        return shared().server;
    }

    /** The PostgreSQL called {@link #SECOND}; whoever stops it starts it again. */
    public static synchronized EmbeddedPostgres second() {
        return shared().second;
    }

    /** Where users can sign in who are not in the directory. */
    public static synchronized IdentityProvider identityProvider() {
        return shared().identityProvider;
    }

    private static Stack shared() {
        if (failure != null) {
            throw new IllegalStateException("The server did not start, see the first failure", failure);
        }
        if (shared == null) {
            try {
                shared = start();
            } catch (RuntimeException e) {
                failure = e;
                throw e;
            }
        }
        return shared;
    }

    private static Stack start() {
        Path directory =
                directory("netbuild.it.directory").resolve(InContainer.wanted() ? "stack-in-container" : "stack");
        delete(directory);
        EmbeddedPostgres second = EmbeddedPostgres.at(directory.resolve("second-postgresql"))
                .setting("fsync", "off")
                .start();
        RolePasswords passwords = RolePasswords.generate();
        try (Connection admin = second.connectAsSuperuser("postgres")) {
            DatabaseBootstrap.apply(admin, passwords);
        } catch (SQLException e) {
            throw new IllegalStateException("The second PostgreSQL cannot be prepared", e);
        }
        IdentityProvider identityProvider = IdentityProvider.start();
        NetBuildServer server = alwaysTheSame()
                .data(directory.resolve("data"))
                .ear(InContainer.wanted() ? InContainer.standIn(directory) : directory("netbuild.it.ear"))
                .serverHome(directory("netbuild.it.server"))
                .systemProperty("netbuild.placement.servers", SECOND)
                .systemProperty("netbuild.http.behind-proxy", "true")
                .systemProperty("netbuild.move.at-once", "10")
                .systemProperty("netbuild.move.most-rest", "0.5") // nobody here is patient
                .systemProperty("netbuild.metrics.tenants", "500") // each tenant of the tests with a label of its own
                .systemProperty(
                        "netbuild.placement.server." + SECOND + ".url", second.jdbcUrl(DatabaseBootstrap.DATABASE))
                .systemProperty("netbuild.placement.server." + SECOND + ".owner-password", passwords.owner())
                .systemProperty("netbuild.placement.server." + SECOND + ".system-password", passwords.system())
                .systemProperty("netbuild.oidc.issuer", identityProvider.issuer())
                .systemProperty("netbuild.oidc.client-id", IdentityProvider.CLIENT)
                .systemProperty("netbuild.oidc.client-secret", IdentityProvider.SECRET)
                .progress(line -> System.out.println("[stack] " + line))
                .start();
        return new Stack(server, second, identityProvider);
    }

    /** Nobody turns the machine off, and the hour of the day makes no difference: the daily clean-up is hours ahead. */
    private static NetBuildServerBuilder alwaysTheSame() {
        LocalTime cleanup = LocalTime.now(ZoneId.systemDefault()).plusHours(11).truncatedTo(ChronoUnit.MINUTES);
        return NetBuildServer.builder()
                .postgresSetting("fsync", "off")
                .systemProperty("netbuild.engine.history-cleanup-start", cleanup.toString())
                .systemProperty(
                        "netbuild.engine.history-cleanup-end",
                        cleanup.plusHours(1).toString());
    }

    /**
     * A further server of its own, with a database of its own. None of them lives long enough for the second compiler.
     *
     * @param name of its directory below the build's; what an earlier run has left there is deleted
     */
    public static NetBuildServerBuilder another(String name) {
        Path data = directory("netbuild.it.directory").resolve(name);
        delete(data);
        return alwaysTheSame()
                .environment(1, "JDK_JAVA_OPTIONS", FIRST_COMPILER)
                .environment(2, "JDK_JAVA_OPTIONS", FIRST_COMPILER)
                .data(data)
                .ear(directory("netbuild.it.ear"))
                .serverHome(directory("netbuild.it.server"))
                .progress(line -> System.out.println("[" + name + "] " + line));
    }

    /** Like {@link #another}, with two nodes behind a reverse proxy. */
    public static NetBuildServerBuilder twoNodes(String name) {
        return another(name).nodes(2).heap("512m");
    }

    /** Stops all that was started. */
    static synchronized void stop() {
        if (shared != null) {
            shared.server.close();
            shared.second.close();
            shared.identityProvider.close();
            shared = null;
        }
    }

    /** Why requests get no answer: the end of the server's log when it has died, nothing while it runs. */
    static String obituary() {
        NetBuildServer present = server();
        if (present.isRunning()) {
            return "";
        }
        try {
            List<String> lines = Files.readAllLines(present.log());
            return "WildFly is dead; its log ends with:\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        } catch (IOException e) {
            return "WildFly is dead, and its log cannot be read: " + e;
        }
    }

    static Path directory(String property) {
        return Path.of(Objects.requireNonNull(System.getProperty(property), property))
                .toAbsolutePath()
                .normalize();
    }

    private static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
