package io.netbuild.archive.internal;

import io.netbuild.rows.RowReading;
import io.netbuild.rows.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes the files of an archive one after the other, and remembers what to say of them. Not thread-safe. */
public final class ArchiveWriter {

    private static final int LONGEST_NAME = 150;

    private final ZipOutputStream zip;
    private final List<ArchiveFile> files = new ArrayList<>();
    private final Set<String> paths = new HashSet<>();
    private final MessageDigest digest = sha256();
    private long bytes;
    private long rows;

    /** @param out stays open */
    public ArchiveWriter(OutputStream out) {
        this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    }

    /** Produces lines. */
    @FunctionalInterface
    public interface Lines {
        void writeTo(RowReading.Rows rows) throws SQLException, IOException;
    }

    /** Writes the rows of a table; one without rows gets no file. */
    public void table(Table table, Lines lines) throws SQLException, IOException {
        List<ArchiveFile.Column> columns = table.columns().stream()
                .map(column -> new ArchiveFile.Column(column.name(), column.type()))
                .toList();
        String path = "tables/" + table.name() + ".ndjson";
        if (lines(path, lines)) {
            end(path, ArchiveFile.TABLE, table.name(), table.tenantColumn(), columns);
        }
    }

    /** Writes what the platform knows; nothing when that is nothing. */
    public void platform(String name, Lines lines) throws SQLException, IOException {
        String path = "platform/" + name + ".ndjson";
        if (lines(path, lines)) {
            end(path, ArchiveFile.PLATFORM, "", "", List.of());
        }
    }

    private boolean lines(String path, Lines lines) throws SQLException, IOException {
        rows = 0;
        lines.writeTo(json -> {
            if (rows == 0) {
                begin(path);
            }
            rows++;
            write((json + "\n").getBytes(StandardCharsets.UTF_8));
        });
        return rows > 0;
    }

    /** Writes a file of a deployment, under a name that is safe as a path. */
    public void model(String deployment, String name, byte[] content) throws IOException {
        String wanted = "models/" + safe(deployment) + "/" + safe(name);
        String path = wanted;
        for (int number = 2; paths.contains(path); number++) {
            path = wanted + "-" + number;
        }
        begin(path);
        rows = 1;
        write(content);
        end(path, ArchiveFile.MODEL, "", "", List.of());
    }

    private static String safe(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9._ -]+", "_");
        String end = plain.substring(Math.max(0, plain.length() - LONGEST_NAME));
        return end.isEmpty() ? "_" : end.replaceAll("^\\.+", "_");
    }

    /** Writes the manifest with all files so far, and ends the archive. */
    public void finish(Manifest manifest) throws IOException {
        zip.putNextEntry(new ZipEntry(Manifest.PATH));
        zip.write(manifest.json().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        zip.finish();
    }

    public List<ArchiveFile> files() {
        return List.copyOf(files);
    }

    private void begin(String path) throws IOException {
        zip.putNextEntry(new ZipEntry(path));
        digest.reset();
        bytes = 0;
    }

    private void write(byte[] content) throws IOException {
        zip.write(content);
        digest.update(content);
        bytes += content.length;
    }

    private void end(String path, String kind, String table, String tenantColumn, List<ArchiveFile.Column> columns)
            throws IOException {
        zip.closeEntry();
        paths.add(path);
        files.add(new ArchiveFile(
                path,
                kind,
                table,
                tenantColumn,
                columns,
                rows,
                bytes,
                HexFormat.of().formatHex(digest.digest())));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
