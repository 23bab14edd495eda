package io.netbuild.dev;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the other modules' results are. */
final class BuildOutput {
    private BuildOutput() {}

    /**
     * @param chosen the file or directory wanted; null for that of this build
     * @param usual its place in the repository, whose directory is the system property {@code netbuild.home}
     * @throws StartRefusedException if it is not there
     */
    static Path existing(@Nullable Path chosen, String usual) {
        Path path = chosen == null
                ? Path.of(System.getProperty("netbuild.home", "."))
                        .resolve(usual)
                        .toAbsolutePath()
                        .normalize()
                : chosen;
        if (!Files.exists(path)) {
            throw new StartRefusedException(path + " does not exist: build it with 'mvn package'");
        }
        return path;
    }
}
