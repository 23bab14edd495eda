package io.netbuild.dev;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that says which installation is meant. */
final class DataOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".netbuild",
            description = "The directory that holds everything of this installation (default: ${DEFAULT-VALUE}).")
    private Path directory = Path.of(".netbuild");

    DataDirectory directory() {
        return new DataDirectory(directory);
    }

    /** Where the platform that was started from the directory answers. @throws StackException when it does not run */
    URI runningPlatform() throws IOException {
        StackState state = StackState.actual(directory());
        String platform = state.urls().get("platform");
        if (state.state() != StackState.State.RUNNING || platform == null) {
            throw new StackException("the platform does not run from " + state.data() + ": ./netbuild run");
        }
        return URI.create(platform);
    }
}
