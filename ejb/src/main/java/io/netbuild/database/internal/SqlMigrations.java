package io.netbuild.database.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.zip.CRC32;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * The SQL migrations of one directory of the class path, by the names in its {@code migrations.txt}. Nothing is scanned: what a server makes of the
 * URLs of its class path does not matter.
 */
public final class SqlMigrations implements ResourceProvider {

    /** Names the migrations of a directory, one on each line. */
    public static final String INDEX = "migrations.txt";

    private final List<SqlMigration> resources;

    /** @param directory such as {@code db/control} */
    public SqlMigrations(ClassLoader classLoader, String directory) {
        resources = read(classLoader, directory + "/" + INDEX)
                .lines()
                .filter(name -> !name.isBlank())
                .map(name -> new SqlMigration(directory + "/" + name, name, read(classLoader, directory + "/" + name)))
                .toList();
    }

    /** Of all names and contents. */
    public long checksum() {
        CRC32 crc = new CRC32();
        for (SqlMigration resource : resources) {
            crc.update((resource.path + resource.sql).getBytes(StandardCharsets.UTF_8));
        }
        return crc.getValue();
    }

    @Override
    public @Nullable LoadableResource getResource(String name) {
        return resources.stream()
                .filter(resource -> resource.getRelativePath().equals(name))
                .<LoadableResource>map(resource -> resource)
                .findFirst()
                .orElse(null);
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return resources.stream()
                .filter(resource -> resource.getFilename().startsWith(prefix)
                        && Arrays.stream(suffixes)
                                .anyMatch(suffix -> resource.getFilename().endsWith(suffix)))
                .<LoadableResource>map(resource -> resource)
                .toList();
    }

    private static String read(ClassLoader classLoader, String resource) {
        try (InputStream in = classLoader.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class SqlMigration extends LoadableResource {

        private final String path;
        private final String filename;
        private final String sql;

        SqlMigration(String path, String filename, String sql) {
            this.path = path;
            this.filename = filename;
            this.sql = sql;
        }

        @Override
        public Reader read() {
            return new StringReader(sql);
        }

        @Override
        public String getAbsolutePath() {
            return path;
        }

        @Override
        public @Nullable String getAbsolutePathOnDisk() {
            return null;
        }

        @Override
        public String getFilename() {
            return filename;
        }

        @Override
        public String getRelativePath() {
            return filename;
        }
    }
}
