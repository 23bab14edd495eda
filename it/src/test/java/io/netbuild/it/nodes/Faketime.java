package io.netbuild.it.nodes;

import io.netbuild.dev.NetBuildServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Lets a process believe that it is another time, by libfaketime. Where that is not installed, tests are passed over, but never where {@code CI} is set:
 * there they fail.
 */
final class Faketime {

    /** Not the one for several threads: its lock makes each look at the clock ten times slower, and a fixed distance needs none. */
    private static final String LIBRARY = "faketime/libfaketime.so.1";

    private Faketime() {}

    /** Has the wall clock of a node be ahead; how long something takes is not changed. */
    static NetBuildServerBuilder ahead(NetBuildServerBuilder server, int node, Duration by) {
        return server.environment(
                        node,
                        "LD_PRELOAD",
                        find().orElseThrow(Faketime::missing).toString())
                .environment(node, "FAKETIME", "+" + by.toSeconds() + "s")
                .environment(node, "FAKETIME_DISABLE_SHM", "1") // nobody else has to see the same time
                .environment(node, "DONT_FAKE_MONOTONIC", "1")
                .environment(
                        node, "FAKETIME_FORCE_MONOTONIC_FIX", "0"); // or who waits by the monotonic clock does not wait
    }

    private static Optional<Path> find() {
        Path libraries = Path.of("/usr/lib");
        if (!Files.isDirectory(libraries)) {
            return Optional.empty();
        }
        try (Stream<Path> places = Files.list(libraries)) {
            return Stream.concat(Stream.of(libraries), places)
                    .map(place -> place.resolve(LIBRARY))
                    .filter(Files::isRegularFile)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static IllegalStateException missing() {
        String message = "libfaketime was not found: install the package faketime";
        Assumptions.assumeTrue(System.getenv("CI") != null, message);
        return new IllegalStateException(message);
    }
}
