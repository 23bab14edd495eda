package io.netbuild.it.engines;

import io.netbuild.dev.NetBuildServer;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** Transactions that are prepared and that nobody goes on with, as a server leaves them that is killed between the two phases of a commit. */
final class LeftPrepared {

    /** The format of the ids of JBoss' transaction manager for JTA: 28 bytes and the name of its node, and as many for the branch with two numbers. */
    private static final int FORMAT = 131_077;

    private static final int UNIQUE_BYTES = 28;
    private static final int BRANCH_BYTES = UNIQUE_BYTES + 2 * Integer.BYTES;

    private final NetBuildServer server;

    LeftPrepared(NetBuildServer server) {
        this.server = server;
    }

    /** The name of the server in distributed transactions. */
    String thisNode() {
        Properties secrets = new Properties();
        try (Reader file = Files.newBufferedReader(server.data().resolve("secrets.properties"))) {
            secrets.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return secrets.getProperty("node.id");
    }

    /** @return the name that it has in the database */
    String byNode(String node, String role, String database) {
        byte[] transaction =
                String.format("%-" + UNIQUE_BYTES + "s%s", role, node).getBytes(StandardCharsets.UTF_8);
        String gid = FORMAT + "_" + base64(transaction) + "_" + base64(new byte[BRANCH_BYTES]);
        byName(gid, role, database);
        return gid;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    void byName(String gid, String role, String database) {
        execute(
                database,
                "set role " + role,
                "begin",
                "select pg_advisory_xact_lock_shared(0)",
                "prepare transaction '" + gid + "'");
    }

    void rollBack(String gid, String database) {
        execute(database, "rollback prepared '" + gid + "'");
    }

    Set<String> all() {
        try (Connection connection = server.postgres().connectAsSuperuser("postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select gid from pg_prepared_xacts")) {
            Set<String> gids = new TreeSet<>();
            while (rows.next()) {
                gids.add(rows.getString(1));
            }
            return gids;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void execute(String database, String... statements) {
        try (Connection connection = server.postgres().connectAsSuperuser(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
