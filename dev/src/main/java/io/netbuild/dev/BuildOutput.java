package io.netbuild.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
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

    /** The same for an archive, which must be complete: a build may be writing it at this moment. */
    static Path archive(@Nullable Path chosen, String usual) {
        Path path = existing(chosen, usual);
        try (ZipFile archive = new ZipFile(path.toFile())) {
            if (archive.size() > 0) {
                return path;
            }
        } catch (IOException e) {
            // said below
        }
        throw new StartRefusedException(path + " is no complete archive: build it with 'mvn package'");
    }
}
