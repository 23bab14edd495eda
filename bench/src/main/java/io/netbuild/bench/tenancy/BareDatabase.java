package io.netbuild.bench.tenancy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** A database and the role that owns it, of the same name, for a bare engine; on the platform's PostgreSQL, without row-level security. */
public record BareDatabase(String name, String url, String password) {

    /** @param platformUrl of the platform's database */
    public static BareDatabase create(Connection superuser, String platformUrl, String name) throws SQLException {
        String password = UUID.randomUUID().toString();
        try (Statement statement = superuser.createStatement()) {
            statement.execute("create role %s login password '%s'".formatted(name, password));
            statement.execute("create database %1$s owner %1$s".formatted(name));
        }
        return new BareDatabase(name, platformUrl.substring(0, platformUrl.lastIndexOf('/') + 1) + name, password);
    }
}
