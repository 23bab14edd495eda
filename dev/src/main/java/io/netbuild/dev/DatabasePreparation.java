package io.netbuild.dev;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Makes a running PostgreSQL ready for the server, or says why it cannot be used. */
final class DatabasePreparation {
    private static final int OLDEST_VERSION = 15;

    private DatabasePreparation() {}

    /** {@return the version of the PostgreSQL that was found} */
    static String prepare(Database database, RolePasswords passwords) {
        try (Connection admin = database.connectAsAdministrator()) {
            check(admin, database.url());
            DatabaseBootstrap.apply(admin, passwords);
            return admin.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            throw new StackException("the database at " + database.url() + " cannot be prepared: " + e.getMessage(), e);
        }
    }

    private static void check(Connection admin, String url) throws SQLException {
        int version = admin.getMetaData().getDatabaseMajorVersion();
        if (version < OLDEST_VERSION) {
            throw new StartRefusedException(
                    "PostgreSQL at " + url + " has version " + version + ": must be " + OLDEST_VERSION + " or newer");
        }
        try (Statement statement = admin.createStatement();
                ResultSet row = statement.executeQuery("select current_setting('max_prepared_transactions')")) {
            row.next();
            if (row.getInt(1) == 0) {
                throw new StartRefusedException(
                        "PostgreSQL at " + url
                                + " has max_prepared_transactions = 0: distributed transactions need it, set it to 200 or more");
            }
        }
    }
}
