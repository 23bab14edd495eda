package io.netbuild.dev;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code netbuild token}. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "Prints a token of the running platform's development issuer.")
final class TokenCommand implements Callable<Integer> {
    private static final Set<String> ROLES = Set.of("operator", "tenant-admin", "user");
    private static final int LONGEST_MINUTES = 24 * 60;

    @Mixin
    private DataOption data = new DataOption();

    @Option(
            names = "--role",
            defaultValue = "operator",
            description = "operator, tenant-admin or user (default: ${DEFAULT-VALUE}).")
    private String role = "operator";

    @Option(names = "--tenant", paramLabel = "ID", description = "The tenant; needed for tenant-admin and user.")
    private @Nullable String tenant;

    @Option(
            names = "--subject",
            paramLabel = "NAME",
            defaultValue = "developer",
            description = "Whom the token is for (default: ${DEFAULT-VALUE}).")
    private String subject = "developer";

    @Option(
            names = "--minutes",
            paramLabel = "COUNT",
            defaultValue = "60",
            description = "How long it is valid, at most 1440 (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Override
    public Integer call() throws IOException, InterruptedException {
        check(ROLES.contains(role), "--role " + role + ": must be operator, tenant-admin or user");
        check(role.equals("operator") || tenant != null, "--role " + role + ": needs --tenant as well");
        check(
                minutes > 0 && minutes <= LONGEST_MINUTES,
                "--minutes " + minutes + ": must be between 1 and " + LONGEST_MINUTES);
        DevelopmentTokens tokens =
                new DevelopmentTokens(data.runningPlatform(), data.directory().issuer());
        System.out.println(tokens.issue(subject, role, tenant, Duration.ofMinutes(minutes)));
        return ExitCode.OK;
    }

    private static void check(boolean condition, String message) {
        if (!condition) {
            throw new StartRefusedException(message);
        }
    }
}
