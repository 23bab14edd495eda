package io.netbuild.bench;

import io.netbuild.dev.DatabaseBootstrap;
import io.netbuild.dev.EmbeddedPostgres;
import io.netbuild.dev.RolePasswords;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** Another PostgreSQL, on which tenants can have their databases: the server {@link #NAME} of a placement. */
public final class SecondPostgres implements AutoCloseable {

    public static final String NAME = "second";

    private final EmbeddedPostgres postgres;
    private final RolePasswords passwords;

    private SecondPostgres(EmbeddedPostgres postgres, RolePasswords passwords) {
        this.postgres = postgres;
        this.passwords = passwords;
    }

    static SecondPostgres start(Path directory) {
        EmbeddedPostgres postgres = EmbeddedPostgres.at(directory).start();
        RolePasswords passwords = RolePasswords.generate();
        try (Connection superuser = postgres.connectAsSuperuser("postgres")) {
            DatabaseBootstrap.apply(superuser, passwords);
        } catch (SQLException e) {
            postgres.close();
            throw new BenchFailure("The second PostgreSQL cannot be prepared", e);
        }
        return new SecondPostgres(postgres, passwords);
    }

    /** By which the platform knows it. */
    Map<String, String> settings() {
        String server = "netbuild.placement.server." + NAME;
        return Map.of(
                "netbuild.placement.servers",
                NAME,
                server + ".url",
                postgres.jdbcUrl(DatabaseBootstrap.DATABASE),
                server + ".owner-password",
                passwords.owner(),
                server + ".system-password",
                passwords.system());
    }

    @Override
    public void close() {
        postgres.close();
    }
}
