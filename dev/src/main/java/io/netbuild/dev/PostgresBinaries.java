package io.netbuild.dev;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's programs, from the archive on the class path that fits this processor, unpacked once into a cache
 * directory. Unpacking goes to a temporary directory that is then renamed, so two JVMs may do it at the same time.
 */
final class PostgresBinaries {
    private static final Map<String, String> ARCHIVES = Map.of("amd64", "x86_64", "aarch64", "arm_64");

    private final Path home;
    private final List<String> prefix;

    private PostgresBinaries(Path home, List<String> prefix) {
        this.home = home;
        this.prefix = prefix;
    }

    static boolean isUnpacked(Path cache) {
        return Files.isDirectory(homeIn(cache));
    }

    static PostgresBinaries in(Path cache) throws IOException {
        Path home = homeIn(cache);
        if (!Files.isDirectory(home)) {
            unpack(home);
        }
        return new PostgresBinaries(home, commandPrefix());
    }

    /** The command line of a program with its arguments, usable for the user who runs this JVM, root included. */
    List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    /**
     * PostgreSQL refuses to run as root. In a user namespace without a mapping root's processes have the id of "nobody",
     * and so have root's files, which satisfies it.
     */
    private static List<String> commandPrefix() throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        try {
            if (new ProcessBuilder("unshare", "-U", "true").start().waitFor() == 0) {
                return List.of("unshare", "-U");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new StackException("PostgreSQL does not run as root, and this system does not permit 'unshare -U':"
                + " run as an ordinary user, or use an existing PostgreSQL");
    }

    private static Path homeIn(Path cache) {
        return cache.toAbsolutePath()
                .normalize()
                .resolve("postgresql-" + Versions.ofThisBuild().postgresql() + "-" + architecture());
    }

    private static String architecture() {
        String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String archive = ARCHIVES.get(name);
        if (archive == null || !System.getProperty("os.name").equals("Linux")) {
            throw new StackException("no embedded PostgreSQL for " + System.getProperty("os.name") + " on " + name
                    + " (there is one for Linux on amd64 and aarch64): use an existing PostgreSQL");
        }
        return archive;
    }

    private static void unpack(Path home) throws IOException {
        Files.createDirectories(parent(home));
        Path temporary = Files.createTempDirectory(parent(home), ".unpacking-");
        try {
            extract("/postgres-linux-" + architecture() + ".txz", temporary);
            Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(temporary, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(home)) {
                throw e;
            }
            // another JVM was faster
        } finally {
            Directories.delete(temporary);
        }
    }

    private static void extract(String archive, Path target) throws IOException {
        try (InputStream resource = PostgresBinaries.class.getResourceAsStream(archive)) {
            if (resource == null) {
                throw new StackException("PostgreSQL's archive " + archive + " is not on the class path");
            }
            TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(resource));
            for (@Nullable TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                extract(tar, entry, target);
            }
        }
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
            throw new IOException("an archive entry leaves its directory: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(parent(file));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(file, target.resolve(entry.getLinkName()).normalize());
        } else {
            try {
                Files.copy(tar, file);
            } catch (FileAlreadyExistsException e) {
                throw new IOException("an archive has an entry twice: " + entry.getName(), e);
            }
            boolean executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalArgumentException(path + " has no parent");
        }
        return parent;
    }
}
