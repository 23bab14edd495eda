package io.netbuild.archive.internal;

import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Reads an archive that may have been made by anybody: nothing is unpacked to a file, and nothing is taken for what it says to be before it was looked at. Not thread-safe.
 */
public final class ArchiveReader implements AutoCloseable {

    private static final Pattern PATHS = Pattern.compile(
            "tables/[a-z][a-z0-9_]{0,62}\\.ndjson|platform/[a-z-]{1,40}\\.ndjson|models/[A-Za-z0-9_ -][A-Za-z0-9._ -]{0,200}/[A-Za-z0-9_ -][A-Za-z0-9._ -]{0,200}");

    private static final int MOST_FILES = 100_000;
    private static final int LONGEST_MANIFEST = 64 << 20;
    private static final int LONGEST_LINE = 256 << 20;
    private static final int ROWS_AT_ONCE = 500;
    private static final int BYTES_AT_ONCE = 1 << 20;
    private static final int BUFFER = 1 << 16;

    private final ZipFile zip;
    private final long mostBytes;

    private ArchiveReader(ZipFile zip, long mostBytes) {
        this.zip = zip;
        this.mostBytes = mostBytes;
    }

    /**
     * @param mostBytes how much it may be unpacked
     * @throws NetBuildException with {@link ErrorCode#INVALID_FIELD} when it is no ZIP file
     */
    public static ArchiveReader open(Path file, long mostBytes) throws IOException {
        try {
            return new ArchiveReader(new ZipFile(file.toFile(), StandardCharsets.UTF_8), mostBytes);
        } catch (ZipException e) {
            throw Refusals.of("the body", "a ZIP file (%s)".formatted(e.getMessage()));
        }
    }

    /** Takes some rows. */
    @FunctionalInterface
    public interface Batches<E extends Exception> {
        void rows(List<String> json) throws E;
    }

    /**
     * The manifest, after every file was found to be what it says.
     *
     * @throws NetBuildException with {@link ErrorCode#INVALID_FIELD}, naming the file and the rule it breaks, and with {@link ErrorCode#PAYLOAD_TOO_LARGE}
     */
    public Manifest verified() throws IOException {
        Map<String, ZipEntry> entries = entries();
        ZipEntry first = entries.remove(Manifest.PATH);
        if (first == null) {
            throw Refusals.of(Manifest.PATH, "present");
        }
        Manifest manifest = Manifest.parse(manifestText(first));
        long total = 0;
        for (ArchiveFile file : manifest.files()) {
            ZipEntry entry = entries.remove(file.path());
            if (entry == null) {
                throw Refusals.of(file.path(), "present once, because the manifest lists it");
            }
            total += verify(entry, file, total);
        }
        for (String path : entries.keySet()) {
            throw Refusals.of(path, "listed in the manifest");
        }
        return manifest;
    }

    private Map<String, ZipEntry> entries() {
        if (zip.size() > MOST_FILES) {
            throw Refusals.of("the body", "at most %d files".formatted(MOST_FILES));
        }
        Map<String, ZipEntry> entries = new HashMap<>();
        for (ZipEntry entry : Collections.list(zip.entries())) {
            if (!entry.getName().equals(Manifest.PATH)
                    && !PATHS.matcher(entry.getName()).matches()) {
                throw Refusals.of(entry.getName(), "tables/….ndjson, platform/….ndjson, models/…/… or manifest.json");
            }
            if (entries.put(entry.getName(), entry) != null) {
                throw Refusals.of(entry.getName(), "there once");
            }
        }
        return entries;
    }

    private String manifestText(ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(LONGEST_MANIFEST + 1);
            if (bytes.length > LONGEST_MANIFEST) {
                throw Refusals.of(Manifest.PATH, "at most %d bytes".formatted(LONGEST_MANIFEST));
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (ZipException e) {
            throw Refusals.of(Manifest.PATH, "whole (%s)".formatted(e.getMessage()));
        }
    }

    private long verify(ZipEntry entry, ArchiveFile file, long before) throws IOException {
        MessageDigest digest = ArchiveWriter.sha256();
        long bytes = 0;
        long lines = 0;
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = zip.getInputStream(entry)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
                if (before + bytes > mostBytes) {
                    throw new NetBuildException(
                            ErrorCode.PAYLOAD_TOO_LARGE,
                            "The archive has more than %d bytes when it is unpacked, rule: at most netbuild.import.max-unpacked-size"
                                    .formatted(mostBytes));
                }
                digest.update(buffer, 0, read);
                lines += lines(buffer, read);
            }
        } catch (ZipException | EOFException e) {
            throw Refusals.of(entry.getName(), "whole (%s)".formatted(e.getMessage()));
        }
        if (bytes != file.bytes() || !HexFormat.of().formatHex(digest.digest()).equals(file.sha256())) {
            throw Refusals.of(entry.getName(), "the size and SHA-256 that the manifest says");
        }
        if (!file.kind().equals(ArchiveFile.MODEL) && lines != file.rows()) {
            throw Refusals.of(entry.getName(), "as many lines as the manifest says: " + file.rows());
        }
        return bytes;
    }

    private static long lines(byte[] buffer, int length) {
        long lines = 0;
        for (int i = 0; i < length; i++) {
            if (buffer[i] == '\n') {
                lines++;
            }
        }
        return lines;
    }

    /** Reads the lines of a file, some at a time. */
    public <E extends Exception> void lines(ArchiveFile file, Batches<E> batches) throws IOException, E {
        List<String> batch = new ArrayList<>();
        long size = 0;
        try (InputStream in = new BufferedInputStream(zip.getInputStream(zip.getEntry(file.path())), BUFFER)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next != '\n') {
                    line.write(next);
                    if (line.size() > LONGEST_LINE) {
                        throw Refusals.of(file.path(), "lines of at most %d bytes".formatted(LONGEST_LINE));
                    }
                    continue;
                }
                size += line.size();
                batch.add(line.toString(StandardCharsets.UTF_8));
                line.reset();
                if (batch.size() == ROWS_AT_ONCE || size > BYTES_AT_ONCE) {
                    batches.rows(batch);
                    batch.clear();
                    size = 0;
                }
            }
        }
        if (!batch.isEmpty()) {
            batches.rows(batch);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
