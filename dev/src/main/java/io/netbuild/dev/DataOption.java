package io.netbuild.dev;

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
}
