package io.netbuild.dev;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the complete lines that were added to a growing file since the last call. The file may be missing, or start anew. */
final class LogFollower {
    private final Path path;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long position;

    LogFollower(Path path, long position) {
        this.path = path;
        this.position = position;
    }

    List<String> newLines() throws IOException {
        if (!Files.exists(path)) {
            return List.of();
        }
        byte[] added;
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            if (file.length() < position) {
                position = 0;
                line.reset();
            }
            file.seek(position);
            added = new byte[(int) Math.min(file.length() - position, 1 << 20)];
            file.readFully(added);
            position += added.length;
        }
        List<String> lines = new ArrayList<>();
        for (byte next : added) {
            if (next == '\n') {
                lines.add(line.toString(StandardCharsets.UTF_8));
                line.reset();
            } else {
                line.write(next);
            }
        }
        return lines;
    }
}
