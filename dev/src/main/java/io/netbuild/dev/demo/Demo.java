package io.netbuild.dev.demo;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./netbuild demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Shows four tenants at work on the running platform.",
            "Provisions two tenants in the shared schema, one with a schema and one with a database of its own, deploys the same models for each, "
                    + "runs instances through user tasks, messages, timers and external tasks, lets each tenant try to get at the others' work, and "
                    + "prints what it got. Fails when anything leaks."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class Demo implements Callable<Integer> {

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "the platform's address (default: that of ./netbuild run)")
    private @Nullable URI url;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".netbuild",
            description = "the data directory of ./netbuild run (default: ${DEFAULT-VALUE})")
    private Path data;

    @Option(names = "--json", description = "print the result as JSON, and the progress to the error output")
    private boolean json;

    @Option(names = "--remove", description = "remove the tenants at the end, unless something leaked")
    private boolean remove;

    @Spec
    private CommandSpec spec;

    /** Returns 0, or 1 with one line on the error output when something failed or leaked. */
    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            DemoReport report = report(new Progress(json ? err : out));
            out.println(json ? report.json() : System.lineSeparator() + report.text());
            out.flush();
            requireNoLeak(report);
            return 0;
        } catch (DemoException e) {
            err.println("demo: " + e.getMessage());
            err.flush();
            return 1;
        }
    }

    private DemoReport report(Progress progress) {
        Installation installation = new Installation(data);
        PlatformClient platform = new PlatformClient(url == null ? installation.url() : url);
        try (DemoRun run = new DemoRun(platform, new Tokens(platform, installation.clientSecret()), progress)) {
            DemoReport report = run.perform();
            if (remove && report.leaks().isEmpty()) {
                run.remove();
            }
            return report;
        }
    }

    private static void requireNoLeak(DemoReport report) {
        List<String> leaks = report.leaks();
        if (!leaks.isEmpty()) {
            throw new DemoException("%d leaks, the first: %s".formatted(leaks.size(), leaks.get(0)));
        }
    }
}
