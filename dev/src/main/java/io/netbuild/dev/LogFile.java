package io.netbuild.dev;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A log that a child process appends to. */
record LogFile(Path path) {
    private static final long ROTATE_ABOVE_BYTES = 10L << 20;
    private static final int TAIL_BYTES = 64 << 10;

    /** Puts a large log aside (one generation is kept); to be called while nobody writes. */
    void rotate() throws IOException {
        if (Files.exists(path) && Files.size(path) > ROTATE_ABOVE_BYTES) {
            Files.move(path, path.resolveSibling(path.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The current size in bytes; 0 when there is no file. */
    long size() throws IOException {
        return Files.exists(path) ? Files.size(path) : 0;
    }

    /** The last lines written since the given size. */
    List<String> tail(int lines, long since) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long start = Math.max(Math.min(since, file.length()), file.length() - TAIL_BYTES);
            byte[] bytes = new byte[(int) (file.length() - start)];
            file.seek(start);
            file.readFully(bytes);
            List<String> all = new String(bytes, StandardCharsets.UTF_8)
                    .stripTrailing()
                    .lines()
                    .toList();
            return all.subList(Math.max(0, all.size() - lines), all.size());
        } catch (IOException e) {
            return List.of("(" + path + " cannot be read: " + e.getMessage() + ")");
        }
    }
}
