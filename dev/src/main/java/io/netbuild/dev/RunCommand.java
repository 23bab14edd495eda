package io.netbuild.dev;

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
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "1g",
            description = "The maximum heap of WildFly, such as 512m or 2g (default: ${DEFAULT-VALUE}).")
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
        check(SIZE.matcher(heap).matches(), "--heap " + heap + ": must be a number with k, m or g, such as 512m");
        NetBuildServerBuilder builder = NetBuildServer.builder()
                .data(data.directory().path())
                .httpPort(httpPort)
                .heap(heap)
                .database(database());
        if (ear != null) {
            builder.ear(ear);
        }
        if (detach) {
            return new DetachedRun(data.directory(), specification()).call();
        }
        return run(builder);
    }

    private Integer run(NetBuildServerBuilder builder) throws InterruptedException {
        Steps steps = new Steps(System.out);
        try (NetBuildServer server = builder.progress(steps).start()) {
            if (!detached) {
                System.out.println(new Welcome(server.httpUrl(), data.directory()).text());
            }
            String ended = server.awaitEnd();
            if (server.isClosing()) {
                return ExitCode.OK;
            }
            throw new StackException(ended + " ended unexpectedly: see its log, " + server.log());
        }
    }

    private @Nullable DatabaseAddress database() {
        if (databaseUrl == null) {
            check(databaseUser == null, "--database-user " + databaseUser + ": needs --database-url as well");
            return null;
        }
        String password = System.getenv("NETBUILD_DATABASE_PASSWORD");
        check(databaseUser != null, "--database-url " + databaseUrl + ": needs --database-user as well");
        check(
                password != null,
                "--database-url " + databaseUrl + ": needs the password of " + databaseUser
                        + " in the environment variable NETBUILD_DATABASE_PASSWORD");
        return new DatabaseAddress(databaseUrl, String.valueOf(databaseUser), String.valueOf(password));
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
