package io.netbuild.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;

/**
 * What makes a server a streaming standby: an online backup of its primary to begin with, and where to get the rest. PostgreSQL's own program for that is not
 * among the embedded ones; its functions are.
 */
final class Standby {

    /** Of the primary's own run, or sent by it later. */
    private static final Set<String> LEFT_OUT = Set.of(
            "pg_wal",
            "pg_replslot",
            "pg_stat_tmp",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_subtrans");

    private static final Set<String> LEFT_OUT_FILES =
            Set.of("postmaster.pid", "postmaster.opts", "netbuild.conf", "backup_label", "standby.signal");

    private Standby() {}

    static Map<String, String> settings(EmbeddedPostgres primary, String name) {
        try {
            return Map.of(
                    "primary_conninfo",
                    "host=%s port=%d user=%s password=%s application_name=%s"
                            .formatted(
                                    Ports.LOCAL,
                                    primary.port(),
                                    PostgresCluster.SUPERUSER,
                                    primary.files().password(),
                                    name),
                    "primary_slot_name",
                    name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the data directory from that of the primary, unless there is one already. */
    static void copy(EmbeddedPostgres primary, PostgresCluster standby, EmbeddedPostgresBuilder options)
            throws IOException {
        if (Files.exists(standby.data())) {
            return;
        }
        options.tell("Copying the primary to " + standby.data());
        Path temporary = standby.data().resolveSibling("data.new");
        Directories.delete(temporary);
        Directories.createPrivate(temporary);
        Directories.writePrivate(standby.passwordFile(), primary.files().password() + "\n");
        try (Connection connection = primary.connectAsSuperuser("postgres")) {
            reserve(connection, options.name());
            ask(connection, "select pg_backup_start(?, true)", options.name());
            copy(primary.files().data(), temporary);
            Files.writeString(
                    temporary.resolve("backup_label"), ask(connection, "select labelfile from pg_backup_stop(false)"));
        } catch (SQLException e) {
            throw new StackException("The primary of " + standby.data() + " cannot be copied: " + e, e);
        }
        Files.createFile(temporary.resolve("standby.signal"));
        Files.move(temporary, standby.data());
    }

    /** Has the primary keep from now on what the standby has not got yet. */
    private static void reserve(Connection connection, String slot) throws SQLException {
        if (ask(connection, "select count(*)::text from pg_replication_slots where slot_name = ?", slot)
                .equals("0")) {
            ask(connection, "select pg_create_physical_replication_slot(?, true)::text", slot);
        }
    }

    private static String ask(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return String.valueOf(row.getString(1));
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Directories.createPrivate(to.resolve(from.relativize(directory).toString()));
                return LEFT_OUT.contains(from.relativize(directory).toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = from.relativize(file).toString();
                if (LEFT_OUT_FILES.contains(name)) {
                    return FileVisitResult.CONTINUE;
                }
                try {
                    Files.copy(file, to.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
                } catch (NoSuchFileException e) {
                    // dropped since it was listed, as the log that is sent will say
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
    }
}
