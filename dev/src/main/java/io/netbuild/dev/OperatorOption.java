package io.netbuild.dev;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that an operator gives to a running platform: which one, and who the operator is. */
final class OperatorOption {

    private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(15);

    @Mixin
    private DataOption data = new DataOption();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The platform's address (default: that of ./netbuild run).")
    private @Nullable URI url;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "Holds an operator's token (default: the environment variable NETBUILD_TOKEN; without it, one of the "
                            + "platform's development issuer).")
    private @Nullable Path tokenFile;

    /** @param subject who a token of the development issuer is for, when none was given */
    OperatorApi api(String subject) throws IOException, InterruptedException {
        URI server = url == null ? data.runningPlatform() : url;
        return new OperatorApi(server, token(server, subject));
    }

    private String token(URI server, String subject) throws IOException, InterruptedException {
        if (tokenFile != null) {
            return Files.readString(tokenFile).strip();
        }
        String given = System.getenv("NETBUILD_TOKEN");
        return given != null && !given.isBlank()
                ? given.strip()
                : new DevelopmentTokens(server, data.directory().issuer())
                        .issue(subject, "operator", null, TOKEN_LIFETIME);
    }
}
