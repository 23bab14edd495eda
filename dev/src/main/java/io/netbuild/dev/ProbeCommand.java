package io.netbuild.dev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code netbuild probe}. */
@Command(
        name = "probe",
        mixinStandardHelpOptions = true,
        description = {
            "Tests the isolation of the running platform.",
            "The platform makes six tenants, lets each try to get at the others' things by every way that there is, and removes them again. "
                    + "Takes half a minute to two. Exit code 0 only when nothing leaked and every attempt could be made."
        })
final class ProbeCommand implements Callable<Integer> {

    private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(15);

    @Spec
    private @Nullable CommandSpec spec;

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

    @Option(names = "--json", description = "Prints the report as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        URI server = url == null ? data.runningPlatform() : url;
        PrintWriter out = spec == null
                ? new PrintWriter(System.out, true)
                : spec.commandLine().getOut();
        ProbeClient client = new ProbeClient(server, token(server));
        String report = client.keys().verified(client.probe());
        JsonNode parsed = new ObjectMapper().readTree(report);
        out.println(json ? report : new ProbeText(parsed).text());
        out.flush();
        return parsed.path("verdict").asText().equals("isolated") ? ExitCode.OK : ExitCode.FAILED;
    }

    private String token(URI server) throws IOException, InterruptedException {
        if (tokenFile != null) {
            return Files.readString(tokenFile).strip();
        }
        String given = System.getenv("NETBUILD_TOKEN");
        return given != null && !given.isBlank()
                ? given.strip()
                : new DevelopmentTokens(server, data.directory().issuer())
                        .issue("isolation-probe", "operator", null, TOKEN_LIFETIME);
    }
}
