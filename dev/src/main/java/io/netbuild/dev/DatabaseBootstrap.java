package io.netbuild.dev;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;

/**
 * Makes the platform's roles and its database in a PostgreSQL. Needs an administrator with {@code CREATEROLE} and
 * {@code CREATEDB}; everything after it is done by the role {@code netbuild_owner}. May be applied again and again; it
 * then sets the passwords.
 */
public final class DatabaseBootstrap {
    public static final String DATABASE = "netbuild";
    private static final String DUPLICATE_DATABASE = "42P04";

    private DatabaseBootstrap() {}

    /**
     * Makes what is missing and sets the passwords.
     *
     * @param admin a connection to any database of the server; its transaction mode is restored
     */
    public static void apply(Connection admin, RolePasswords passwords) throws SQLException {
        boolean autoCommit = admin.getAutoCommit();
        try {
            admin.setAutoCommit(false);
            createRoles(admin, passwords);
            admin.commit();
            admin.setAutoCommit(true);
            createDatabase(admin);
        } catch (SQLException e) {
            if (!admin.getAutoCommit()) {
                admin.rollback();
            }
            throw e;
        } finally {
            admin.setAutoCommit(autoCommit);
        }
    }

    private static void createRoles(Connection admin, RolePasswords passwords) throws SQLException {
        Map<String, String> settings = Map.of(
                "netbuild.owner_password", passwords.owner(),
                "netbuild.app_password", passwords.app(),
                "netbuild.system_password", passwords.system(),
                "netbuild.operator_password", passwords.operator());
        try (PreparedStatement statement = admin.prepareStatement("select set_config(?, ?, true)")) {
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                statement.setString(1, setting.getKey());
                statement.setString(2, setting.getValue());
                statement.execute();
            }
        }
        try (Statement statement = admin.createStatement()) {
            statement.execute(script());
        }
    }

    private static void createDatabase(Connection admin) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            if (!exists(statement)) {
                try {
                    statement.execute(
                            "create database " + DATABASE + " owner netbuild_owner template template0 encoding 'UTF8'");
                } catch (SQLException e) {
                    if (!DUPLICATE_DATABASE.equals(e.getSQLState())) {
                        throw e;
                    }
                }
            }
            statement.execute("revoke connect on database " + DATABASE + " from public");
            statement.execute("grant connect on database " + DATABASE
                    + " to netbuild_owner, netbuild_app, netbuild_system, netbuild_operator");
        }
    }

    private static boolean exists(Statement statement) throws SQLException {
        try (ResultSet row =
                statement.executeQuery("select from pg_catalog.pg_database where datname = '" + DATABASE + "'")) {
            return row.next();
        }
    }

    private static String script() {
        try (InputStream in = DatabaseBootstrap.class.getResourceAsStream("bootstrap.sql")) {
            return new String(Objects.requireNonNull(in, "bootstrap.sql").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
