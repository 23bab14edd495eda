package io.netbuild.dev;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code netbuild status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows what runs: its state, addresses, processes and versions.")
final class StatusCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        StackState state = StackState.actual(data.directory());
        PrintWriter out = spec == null
                ? new PrintWriter(System.out, true)
                : spec.commandLine().getOut();
        if (json) {
            out.println(state.json());
        } else {
            print(state, out);
            lookFor(state, out);
        }
        out.flush();
        return state.state() == StackState.State.RUNNING ? ExitCode.OK : ExitCode.FAILED;
    }

    private static void print(StackState state, PrintWriter out) {
        print(out, "state", state.state() + readiness(state));
        print(out, "data", state.data());
        state.urls()
                .forEach((name, url) ->
                        print(out, name, url + (name.startsWith(StackState.NODE) ? nodeReadiness(state, url) : "")));
        state.pids().forEach((name, pid) -> print(out, name, "process " + pid));
        print(
                out,
                "versions",
                state.versions().entrySet().stream()
                        .map(version -> version.getKey() + " " + version.getValue())
                        .collect(Collectors.joining(", ")));
    }

    /** Why nothing runs is in the last log, if it was not meant to end. */
    private void lookFor(StackState state, PrintWriter out) {
        Path log = data.directory().wildflyLog(1);
        if (state.state() != StackState.State.RUNNING && Files.exists(log)) {
            print(out, "last log", log.toString());
        }
    }

    private static void print(PrintWriter out, String name, String value) {
        out.printf("%-12s %s%n", name, value);
    }

    private static String nodeReadiness(StackState state, String url) {
        if (state.state() != StackState.State.RUNNING) {
            return "";
        }
        return isReady(url) ? ", ready" : ", not ready";
    }

    private static boolean isReady(String url) {
        return Http.answersOk(URI.create(url).resolve("/health/ready"));
    }

    private static String readiness(StackState state) {
        String health = state.urls().get("health");
        if (state.state() != StackState.State.RUNNING || health == null) {
            return "";
        }
        if (!Http.answersOk(URI.create(health))) {
            return ", not ready: see " + health;
        }
        long away =
                state.nodes().values().stream().filter(node -> !isReady(node)).count();
        return away == 0
                ? ", ready"
                : ", ready but for %d of %d nodes".formatted(away, state.nodes().size());
    }
}
