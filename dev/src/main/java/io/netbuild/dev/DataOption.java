package io.netbuild.dev;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
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
        return URI.create(String.valueOf(running().urls().get("platform")));
    }

    /** The broker outside of the server that the running platform uses; empty when it uses its own. */
    Optional<URI> runningBroker() throws IOException {
        return Optional.ofNullable(running().urls().get(StackState.BROKER)).map(URI::create);
    }

    private StackState running() throws IOException {
        StackState state = StackState.actual(directory());
        if (state.state() != StackState.State.RUNNING) {
            throw new StackException("the platform does not run from " + state.data() + ": ./netbuild run");
        }
        return state;
    }
}
