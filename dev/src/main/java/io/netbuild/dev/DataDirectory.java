package io.netbuild.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The directory that holds everything of one installation. Its format has a number; a directory of another format is
 * refused rather than guessed at.
 */
record DataDirectory(Path path) {
    /** Raised whenever an older version could not read what this one writes, or the other way round. */
    static final String FORMAT = "1";

    DataDirectory(Path path) {
        this.path = path.toAbsolutePath().normalize();
    }

    /**
     * Makes the directory, or checks the one that is there.
     *
     * @throws StartRefusedException if it has another format or belongs to something else
     */
    void open() throws IOException {
        Path version = path.resolve("VERSION");
        if (Files.exists(version)) {
            String found = Files.readString(version).strip();
            if (!found.equals(FORMAT)) {
                throw new StartRefusedException("the data directory " + path + " has format " + found
                        + ", this version of NetBuild has format " + FORMAT
                        + ": use the version that made it, or another directory");
            }
            return;
        }
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new StartRefusedException("--data " + path + ": must be a directory");
        }
        Directories.createPrivate(path);
        try (Stream<Path> content = Files.list(path)) {
            if (content.findAny().isPresent()) {
                throw new StartRefusedException(
                        "--data " + path + ": must be an empty directory, or one that NetBuild has made");
            }
        }
        Directories.writePrivate(version, FORMAT + "\n");
    }

    Path postgresql() {
        return path.resolve("postgresql");
    }

    Path postgresqlLog() {
        return postgresql().resolve("postgresql.log");
    }

    /** @param node 1 for the first */
    Path wildfly(int node) {
        return path.resolve(StackState.wildfly(node));
    }

    Path wildflyLog(int node) {
        return wildfly(node).resolve("log").resolve("server.log");
    }

    Path cache() {
        return path.resolve("cache");
    }

    /** Where the server's development issuer keeps its keys and its client's secret. */
    Path issuer() {
        return path.resolve("issuer");
    }

    Path secrets() {
        return path.resolve("secrets.properties");
    }

    Path state() {
        return path.resolve("state.json");
    }

    /** The output of a {@code run --detach}. */
    Path supervisorLog() {
        return path.resolve("supervisor.log");
    }
}
