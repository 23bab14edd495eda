package io.netbuild.dev;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code netbuild run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description =
                "Starts PostgreSQL and WildFly with the platform, and waits until it is ready. Ctrl-C stops both.")
final class RunCommand implements Callable<Integer> {
    private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,8}[kmgKMG]");
    private static final int HIGHEST_PORT = 65535;
    private static final int MOST_NODES = 9;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "The port of the platform on 127.0.0.1; 0 takes any free one (default: ${DEFAULT-VALUE}).")
    private int httpPort;

    @Option(
            names = "--nodes",
            paramLabel = "COUNT",
            defaultValue = "1",
            description = "How many WildFlys share the database and take turns behind the port, 1 to 9"
                    + " (default: ${DEFAULT-VALUE}).")
    private int nodes;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "1g",
            description = "The maximum heap of each WildFly, such as 512m or 2g (default: ${DEFAULT-VALUE}).")
    private String heap = "1g";

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description = "Uses an existing PostgreSQL, 15 or newer, instead of the embedded one:"
                    + " jdbc:postgresql://host:port/database, with any database the administrator can connect to.")
    private @Nullable String databaseUrl;

    @Option(
            names = "--database-user",
            paramLabel = "NAME",
            description = "Its administrator, with CREATEROLE and CREATEDB; makes the platform's roles and database."
                    + " The password is taken from the environment variable NETBUILD_DATABASE_PASSWORD.")
    private @Nullable String databaseUser;

    @Option(
            names = "--broker-url",
            paramLabel = "URL",
            description = "Uses an ActiveMQ Artemis broker outside of the server instead of the server's own:"
                    + " tcp://host:port, or ssl://host:port for TLS.")
    private @Nullable String brokerUrl;

    @Option(
            names = "--broker-user",
            paramLabel = "NAME",
            description = "The platform's user of that broker."
                    + " The password is taken from the environment variable NETBUILD_BROKER_PASSWORD.")
    private @Nullable String brokerUser;

    @Option(
            names = "--ear",
            paramLabel = "FILE",
            description = "Deploys this file instead of the EAR of the build; it must answer at /health/ready.")
    private @Nullable Path ear;

    @Option(
            names = "--detach",
            description = "Returns when the platform is ready; it goes on in the background until 'netbuild stop'.")
    private boolean detach;

    @Option(names = DetachedRun.CHILD_OPTION, hidden = true)
    private boolean detached;

    @Override
    public Integer call() throws Exception {
        check(httpPort >= 0 && httpPort <= HIGHEST_PORT, "--http-port " + httpPort + ": must be between 0 and 65535");
        check(nodes >= 1 && nodes <= MOST_NODES, "--nodes " + nodes + ": must be between 1 and " + MOST_NODES);
        check(SIZE.matcher(heap).matches(), "--heap " + heap + ": must be a number with k, m or g, such as 512m");
        NetBuildServerBuilder builder = NetBuildServer.builder()
                .data(data.directory().path())
                .httpPort(httpPort)
                .nodes(nodes)
                .heap(heap)
                .database(database())
                .broker(broker());
        if (ear != null) {
            builder.ear(ear);
        }
        if (detach) {
            return new DetachedRun(data.directory(), specification()).call();
        }
        return run(builder);
    }

    private Integer run(NetBuildServerBuilder builder) throws IOException, InterruptedException {
        Steps steps = new Steps(System.out);
        try (NetBuildServer server = builder.progress(steps).start()) {
            if (!detached) {
                System.out.println(new Welcome(server.httpUrl(), data.directory()).text());
            }
            String ended = server.awaitEnd();
            if (server.isClosing()) {
                return ExitCode.OK;
            }
            throw new StackException(ended);
        }
    }

    private @Nullable BrokerAddress broker() {
        String url = brokerUrl;
        return url == null
                ? without("--broker-url", "--broker-user", brokerUser)
                : new BrokerAddress(
                        url,
                        given(brokerUser, "--broker-url " + url + ": needs --broker-user as well"),
                        password("--broker-url " + url, brokerUser, "NETBUILD_BROKER_PASSWORD"));
    }

    private @Nullable DatabaseAddress database() {
        String url = databaseUrl;
        return url == null
                ? without("--database-url", "--database-user", databaseUser)
                : new DatabaseAddress(
                        url,
                        given(databaseUser, "--database-url " + url + ": needs --database-user as well"),
                        password("--database-url " + url, databaseUser, "NETBUILD_DATABASE_PASSWORD"));
    }

    /** Null, when the user, which is of no use without the URL, was not given either. */
    private <T> @Nullable T without(String urlOption, String userOption, @Nullable String user) {
        check(user == null, userOption + " " + user + ": needs " + urlOption + " as well");
        return null;
    }

    private String password(String whose, @Nullable String user, String variable) {
        return given(
                System.getenv(variable),
                whose + ": needs the password of " + user + " in the environment variable " + variable);
    }

    private String given(@Nullable String value, String message) {
        check(value != null, message);
        return String.valueOf(value);
    }

    private void check(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(specification().commandLine(), message);
        }
    }

    private CommandSpec specification() {
        if (spec == null) {
            throw new IllegalStateException("made without picocli");
        }
        return spec;
    }
}
