package io.netbuild.it.failover;

import io.netbuild.dev.EmbeddedPostgres;
import io.netbuild.dev.EmbeddedPostgresBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;

/** Further PostgreSQL servers of these tests. */
final class Postgres {

    private Postgres() {}

    /** In a directory of the build's; what an earlier run has left there is deleted. */
    static EmbeddedPostgresBuilder in(String name) {
        Path directory = Path.of(Objects.requireNonNull(System.getProperty("netbuild.it.directory")), name);
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return EmbeddedPostgres.at(directory);
    }
}
