package io.netbuild.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code netbuild stop}. */
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        description = "Stops what 'netbuild run' started from this data directory, and what a killed one left behind.")
final class StopCommand implements Callable<Integer> {
    private static final Duration SUPERVISOR_PATIENCE = Duration.ofMinutes(3);
    private static final Duration ORPHAN_PATIENCE = Duration.ofSeconds(30);

    @Mixin
    private DataOption data = new DataOption();

    @Override
    public Integer call() throws IOException {
        Steps steps = new Steps(System.out);
        DataDirectory directory = data.directory();
        Optional<StackState> state = StackState.read(directory.state());
        if (state.isEmpty()) {
            steps.accept("Nothing runs from " + directory.path());
            return ExitCode.OK;
        }
        Optional<KnownProcess> supervisor =
                state.get().process(StackState.SUPERVISOR).filter(KnownProcess::isAlive);
        if (supervisor.isPresent()) {
            steps.accept("Stopping WildFly and PostgreSQL");
            if (!supervisor.get().terminate(SUPERVISOR_PATIENCE)) {
                throw new StackException("process " + supervisor.get().pid() + " does not stop within "
                        + SUPERVISOR_PATIENCE.toSeconds() + " s: see " + directory.wildflyLog(1));
            }
        }
        stopOrphans(state.get(), steps);
        Files.deleteIfExists(directory.state());
        steps.accept("Stopped");
        return ExitCode.OK;
    }

    private static void stopOrphans(StackState state, Steps steps) {
        List<String> names = new ArrayList<>(state.wildflies());
        names.add(StackState.POSTGRESQL);
        for (String name : names) {
            state.process(name).filter(KnownProcess::isAlive).ifPresent(orphan -> {
                steps.accept("Stopping " + name + ", which was left running (process " + orphan.pid() + ")");
                orphan.terminateOrKill(ORPHAN_PATIENCE);
            });
        }
    }
}
