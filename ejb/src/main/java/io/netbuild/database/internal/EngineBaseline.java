package io.netbuild.database.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.zip.CRC32;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * The engine's own create scripts, read from its jar and sent as one statement: 0.1 s instead of the 0.4 s of their 480 statements one by one. The
 * scripts are the checksum, so that a new version of the engine does not pass unnoticed: it needs a migration (its upgrade script) as well.
 */
public final class EngineBaseline implements JavaMigration {

    private static final String SCRIPT = "org/camunda/bpm/engine/db/create/activiti.postgres.create.%s.sql";
    private static final List<String> PARTS = List.of(
            "engine", "history", "identity", "case.engine", "case.history", "decision.engine", "decision.history");

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
        try (Statement statement = context.getConnection().createStatement()) {
            statement.execute(script);
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
