package io.netbuild.dev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
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

    private static final String PROBES = "/api/isolation-probes";

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private OperatorOption operator = new OperatorOption();

    @Option(names = "--json", description = "Prints the report as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec == null
                ? new PrintWriter(System.out, true)
                : spec.commandLine().getOut();
        OperatorApi api = operator.api("isolation-probe");
        String signed = api.post(PROBES, "application/jose", null);
        String report = ReportKeys.of(api.get(PROBES + "/keys")).verified(signed);
        JsonNode parsed = new ObjectMapper().readTree(report);
        out.println(json ? report : new ProbeText(parsed).text());
        out.flush();
        return parsed.path("verdict").asText().equals("isolated") ? ExitCode.OK : ExitCode.FAILED;
    }
}
