package io.netbuild.dev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code netbuild import}. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a new tenant of the running platform what another one was when it was exported.",
            "All of it arrives or nothing does. The tenant has to be there, ACTIVE and empty; ids stay what they were."
        })
final class ImportCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private OperatorOption operator = new OperatorOption();

    @Parameters(paramLabel = "FILE", description = "What 'netbuild export' has written.")
    private Path file = Path.of("");

    @Option(names = "--tenant", required = true, paramLabel = "ID", description = "The new tenant.")
    private String tenant = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new StartRefusedException("%s: cannot be read".formatted(file));
        }
        JsonNode result = new ObjectMapper()
                .readTree(
                        operator.api("operator").upload("/api/tenants/" + tenant + "/import", "application/zip", file));
        PrintWriter out = spec == null
                ? new PrintWriter(System.out, true)
                : spec.commandLine().getOut();
        out.printf(
                "%,d rows of '%s' are those of '%s' now%n",
                result.path("rows").asLong(), result.path("source").asText(), tenant);
        out.flush();
        return ExitCode.OK;
    }
}
