package io.netbuild.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseBootstrapTest {
    private static final RolePasswords PASSWORDS = RolePasswords.generate();

    @TempDir
    static Path temporary;

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() {
        postgres = EmbeddedPostgres.at(temporary.resolve("postgresql")).start();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @BeforeEach
    void bootstrap() throws SQLException {
        try (Connection admin = postgres.connectAsSuperuser("postgres")) {
            DatabaseBootstrap.apply(admin, PASSWORDS);
        }
    }

    @Test
    void rolesShouldBeSubjectToRowLevelSecurity() throws SQLException {
        try (Connection admin = postgres.connectAsSuperuser("postgres")) {
            assertThat(rows(
                            admin,
                            "select rolname || ' ' || rolcanlogin || ' ' || rolcreaterole || ' ' || rolcreatedb || ' '"
                                    + " || (rolsuper or rolbypassrls or rolreplication) from pg_roles"
                                    + " where rolname like 'netbuild%' order by rolname"))
                    .containsExactly(
                            "netbuild_app true false false false",
                            "netbuild_operator true false false false",
                            "netbuild_owner true true true false",
                            "netbuild_system true false false false",
                            "netbuild_tenant false false false false");
        }
    }

    @Test
    void applyShouldSetNewPasswordsWhenItIsRepeated() throws SQLException {
        RolePasswords changed = RolePasswords.generate();
        try (Connection admin = postgres.connectAsSuperuser("postgres")) {
            DatabaseBootstrap.apply(admin, changed);
            assertThat(admin.getAutoCommit()).isTrue();
        }

        assertThatThrownBy(() -> connect("netbuild", "netbuild_app", PASSWORDS.app()))
                .hasMessageContaining("password authentication failed");
        connect("netbuild", "netbuild_app", changed.app()).close();
    }

    @Test
    void databaseShouldAdmitThePlatformsRolesOnly() throws SQLException {
        try (Connection admin = postgres.connectAsSuperuser("postgres");
                Statement statement = admin.createStatement()) {
            statement.execute("drop role if exists stranger");
            statement.execute("create role stranger login password 'stranger'");
        }

        for (String[] role : new String[][] {
            {"netbuild_owner", PASSWORDS.owner()}, {"netbuild_app", PASSWORDS.app()},
            {"netbuild_system", PASSWORDS.system()}, {"netbuild_operator", PASSWORDS.operator()}
        }) {
            connect("netbuild", role[0], role[1]).close();
        }
        assertThatThrownBy(() -> connect("netbuild", "stranger", "stranger"))
                .hasMessageContaining("permission denied for database");
    }

    @Test
    void ownerShouldProvisionAndRemoveATenantWithoutASuperuser() throws SQLException {
        try (Connection owner = connect("netbuild", "netbuild_owner", PASSWORDS.owner())) {
            provisionAndRemove(owner);
        }
    }

    @Test
    void bootstrapShouldNotNeedASuperuser() throws SQLException {
        try (Connection superuser = postgres.connectAsSuperuser("postgres");
                Statement statement = superuser.createStatement()) {
            statement.execute("drop database netbuild");
            statement.execute("revoke set on parameter session_replication_role from netbuild_system");
            for (String role : List.of("app", "operator", "system", "tenant", "owner")) {
                statement.execute("drop role netbuild_" + role);
            }
            statement.execute("create role administrator login createrole createdb password 'administrator'");
        }

        try (Connection admin = connect("postgres", "administrator", "administrator")) {
            DatabaseBootstrap.apply(admin, PASSWORDS);
            DatabaseBootstrap.apply(admin, PASSWORDS);
        }

        try (Connection owner = connect("netbuild", "netbuild_owner", PASSWORDS.owner())) {
            provisionAndRemove(owner);
        }
    }

    @Test
    void bootstrapShouldRefuseARoleThatBypassesRowLevelSecurity() throws SQLException {
        try (Connection admin = postgres.connectAsSuperuser("postgres");
                Statement statement = admin.createStatement()) {
            statement.execute("alter role netbuild_system bypassrls");

            assertThatThrownBy(() -> DatabaseBootstrap.apply(admin, PASSWORDS))
                    .hasMessageContaining("row-level security would not apply to netbuild_system");

            statement.execute("alter role netbuild_system nobypassrls");
        }
    }

    /** What provisioning does at run time, for a tenant with a schema and for one with a database. */
    private static void provisionAndRemove(Connection owner) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute("create role tenant_acme login password 'acme'");
            statement.execute("grant netbuild_tenant to tenant_acme");
            statement.execute("grant connect on database netbuild to tenant_acme");
            statement.execute("create schema tenant_acme");
            statement.execute("grant usage on schema tenant_acme to tenant_acme");
            statement.execute("create table tenant_acme.t (id int)");
            statement.execute("grant select on tenant_acme.t to tenant_acme");
            statement.execute("create database netbuild_template");
            statement.execute("create database tenant_acme template netbuild_template");
            statement.execute("revoke connect on database tenant_acme from public");
            statement.execute("grant connect on database tenant_acme to tenant_acme");

            connect("netbuild", "tenant_acme", "acme").close();
            connect("tenant_acme", "tenant_acme", "acme").close();
            assertThatThrownBy(() -> connect("tenant_acme", "netbuild_app", PASSWORDS.app()))
                    .hasMessageContaining("permission denied for database");

            statement.execute("grant tenant_acme to netbuild_owner");
            statement.execute("drop database tenant_acme");
            statement.execute("drop database netbuild_template");
            statement.execute("drop owned by tenant_acme");
            statement.execute("drop schema tenant_acme cascade");
            statement.execute("drop role tenant_acme");
        }
    }

    private static Connection connect(String database, String user, String password) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(database), user, password);
    }

    private static List<String> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
