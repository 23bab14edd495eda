package io.netbuild.dev;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The files of one embedded PostgreSQL: data, configuration, superuser's password, log; and what is done with them at rest. */
final class PostgresCluster {
    static final String SUPERUSER = "postgres";
    private static final int PASSWORD_BYTES = 24;
    private static final long PROGRAM_TIMEOUT_SECONDS = 120;

    private final Path directory;
    private final PostgresBinaries binaries;

    PostgresCluster(Path directory, PostgresBinaries binaries) {
        this.directory = directory;
        this.binaries = binaries;
    }

    Path data() {
        return directory.resolve("data");
    }

    LogFile log() {
        return new LogFile(directory.resolve("postgresql.log"));
    }

    String password() throws IOException {
        return Files.readString(passwordFile()).strip();
    }

    /** Makes the data directory if there is none; a half-made one of an interrupted start is thrown away. */
    void initialise(Consumer<String> progress) throws IOException {
        if (Files.exists(data())) {
            requireSameMajorVersion();
            return;
        }
        progress.accept("Creating the PostgreSQL data directory " + data());
        Path temporary = directory.resolve("data.new");
        Directories.delete(temporary);
        byte[] password = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(password);
        Directories.writePrivate(passwordFile(), HexFormat.of().formatHex(password) + "\n");
        run(
                "initdb",
                "-D",
                temporary.toString(),
                "--username=" + SUPERUSER,
                "--pwfile=" + passwordFile(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums");
        Files.writeString(
                temporary.resolve("postgresql.conf"), "\ninclude 'netbuild.conf'\n", StandardOpenOption.APPEND);
        Files.move(temporary, data());
    }

    /** Writes the settings; they hold from the next start. */
    void configure(Map<String, String> settings) throws IOException {
        String content = settings.entrySet().stream()
                .map(setting -> setting.getKey() + " = '" + setting.getValue().replace("'", "''") + "'\n")
                .sorted()
                .collect(Collectors.joining("", "# Written at every start.\n", ""));
        Directories.writePrivate(data().resolve("netbuild.conf"), content);
    }

    /**
     * Stops a server that a killed JVM left behind, and removes the pid file of a dead one, whose id may by now belong to
     * another program: PostgreSQL would then refuse to start. Only for the holder of the directory's lock.
     */
    void stopOrphan(Consumer<String> progress) throws IOException {
        Optional<PostmasterPid> left = PostmasterPid.read(data());
        if (left.isEmpty()) {
            return;
        }
        if (left.get().isServerOf(data())) {
            progress.accept("Stopping a PostgreSQL that was left running (pid "
                    + left.get().pid() + ")");
            stop("fast");
        } else {
            Files.deleteIfExists(PostmasterPid.file(data()));
        }
    }

    /** @param mode {@code fast} ends the sessions, {@code immediate} skips the clean shutdown */
    void stop(String mode) throws IOException {
        run("pg_ctl", "stop", "-D", data().toString(), "-m", mode, "-w", "-t", "60");
    }

    List<String> serverCommand() {
        return binaries.command("postgres", "-D", data().toString());
    }

    Path passwordFile() {
        return directory.resolve("superuser-password");
    }

    private void requireSameMajorVersion() throws IOException {
        String found = Files.readString(data().resolve("PG_VERSION")).strip();
        String version = Versions.ofThisBuild().postgresql();
        String major = version.substring(0, version.indexOf('.'));
        if (!found.equals(major)) {
            throw new StackException(data() + " was made by PostgreSQL " + found + ", this is " + major
                    + ": dump it with the old version, or use another directory");
        }
    }

    private void run(String program, String... arguments) throws IOException {
        Path output = Files.createTempFile(directory, program, ".out");
        try {
            Process process = new ProcessBuilder(binaries.command(program, arguments))
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(PROGRAM_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new StackException(program + " did not end within " + PROGRAM_TIMEOUT_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                String said = Files.readString(output, StandardCharsets.UTF_8).strip();
                throw new StackException(program + " failed with exit code " + process.exitValue() + ": " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while waiting for " + program, e);
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
