package io.netbuild.bench.tenancy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/**
 * A schema and a role of the same name for a bare engine, in the platform's database.
 *
 * @param url with the schema in it
 */
record BareSchema(String name, String url, String password) {

    static BareSchema create(Connection superuser, String database, String name) throws SQLException {
        String password = UUID.randomUUID().toString();
        try (Statement statement = superuser.createStatement()) {
            statement.execute("create role %s login password '%s'".formatted(name, password));
            statement.execute("grant connect on database %s to %s".formatted(superuser.getCatalog(), name));
            statement.execute("create schema %1$s authorization %1$s".formatted(name));
        }
        return new BareSchema(name, database + "?currentSchema=" + name, password);
    }

    /** Runs a script that names no schema. */
    void execute(Connection superuser, String script) throws SQLException {
        try (Statement statement = superuser.createStatement()) {
            statement.execute("set search_path = " + name + "; " + script + "; reset search_path");
        }
    }
}
