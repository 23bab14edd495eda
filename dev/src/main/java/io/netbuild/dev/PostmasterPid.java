package io.netbuild.dev;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What PostgreSQL writes into {@code postmaster.pid}: one value a line, the process id first, the state eighth.
 *
 * @param ready whether the server accepts connections
 */
record PostmasterPid(long pid, boolean ready) {
    private static final int STATE_LINE = 7;

    /** {@return empty when there is no such file or it is being written} */
    static Optional<PostmasterPid> read(Path data) throws IOException {
        try {
            List<String> lines = Files.readAllLines(file(data), StandardCharsets.ISO_8859_1);
            if (lines.isEmpty() || !lines.get(0).strip().matches("\\d{1,10}")) {
                return Optional.empty();
            }
            boolean ready =
                    lines.size() > STATE_LINE && lines.get(STATE_LINE).strip().equals("ready");
            return Optional.of(new PostmasterPid(Long.parseLong(lines.get(0).strip()), ready));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    static Path file(Path data) {
        return data.resolve("postmaster.pid");
    }

    /** Whether that process is alive and is a PostgreSQL server of this data directory, not a later user of its id. */
    boolean isServerOf(Path data) {
        try {
            String command = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
            return command.contains("postgres\0-D\0" + data + "\0");
        } catch (IOException e) {
            return false;
        }
    }
}
