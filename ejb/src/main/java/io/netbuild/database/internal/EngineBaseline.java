package io.netbuild.database.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * The engine's own create scripts, read from its jar. The scripts are the checksum, so that a new version of the engine does not pass unnoticed: it needs a migration (its upgrade script) as well.
 *
 * <p>They are run in a few transactions, each sent as one statement, with a moment between them: one would tell every session of the server of changes of the catalogue by 8,171 messages. PostgreSQL's queue holds
 * 4,096 of them, so that the sessions of all tenants would forget what they know of their tables, and be slow until they knew it again. The comment of the schema says how many are done, so that a run that was broken off is gone on with.
 */
public final class EngineBaseline implements JavaMigration {

    private static final String SCRIPT = "org/camunda/bpm/engine/db/create/activiti.postgres.create.%s.sql";
    private static final List<String> PARTS = List.of(
            "engine", "history", "identity", "case.engine", "case.history", "decision.engine", "decision.history");

    private static final Pattern END_OF_STATEMENT = Pattern.compile(";\\s*\\n");

    /** Of one transaction: 2,006 messages at most, by {@code pg_waldump} of PostgreSQL 15: with 2,048 it begins to wake sessions up for them. */
    private static final int STATEMENTS = 40;

    /** In which sessions that do nothing read what there is. */
    private static final long MOMENT_MILLIS = 10;

    private final String script;

    public EngineBaseline(ClassLoader classLoader) {
        StringBuilder scripts = new StringBuilder();
        for (String part : PARTS) {
            scripts.append(read(classLoader, SCRIPT.formatted(part))).append('\n');
        }
        script = scripts.toString();
    }

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("202611210900");
    }

    @Override
    public String getDescription() {
        return "engine camunda 7.24";
    }

    @Override
    public Integer getChecksum() {
        CRC32 crc = new CRC32();
        crc.update(script.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        List<String> pieces = pieces();
        for (int piece = done(connection); piece < pieces.size(); piece++) {
            execute(connection, pieces.get(piece) + ";\n" + note(connection, piece + 1));
            connection.commit();
            pause();
        }
    }

    private List<String> pieces() {
        List<String> statements = List.of(END_OF_STATEMENT.split(script));
        List<String> pieces = new ArrayList<>();
        for (int from = 0; from < statements.size(); from += STATEMENTS) {
            pieces.add(String.join(";\n", statements.subList(from, Math.min(statements.size(), from + STATEMENTS))));
        }
        return pieces;
    }

    /** How many pieces a run before this one has done. */
    private int done(Connection connection) throws SQLException {
        String noted =
                one(connection, "select coalesce(obj_description(current_schema()::regnamespace, 'pg_namespace'), '')");
        return noted.startsWith(mark()) ? Integer.parseInt(noted.substring(mark().length())) : 0;
    }

    private String note(Connection connection, int done) throws SQLException {
        return "comment on schema %s is '%s%d'"
                .formatted(one(connection, "select quote_ident(current_schema())"), mark(), done);
    }

    private String mark() {
        return Integer.toHexString(getChecksum()) + " is being made ";
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(MOMENT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FlywayException("Interrupted", e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
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
}
