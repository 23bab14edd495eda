package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The directory of users, which is one for all tenants. */
class UsersTest {

    private static final String CHECK_VIOLATION = "23514";
    private static final String UNIQUE_VIOLATION = "23505";

    private final TestDatabase database = TestDatabase.get();

    /** Ann belongs to acme, bob to beta-2, olga is an operator. */
    private Transaction withUsers() throws SQLException {
        return Transaction.ofAdmin()
                .as(TestDatabase.SYSTEM, null)
                .execute(
                        """
                        insert into netbuild.users (id, display_name, email, operator, password_hash)
                        values ('ann', 'Ann', 'ann@acme.example', false, 'secret'),
                               ('bob', 'Bob', 'bob@beta.example', false, 'secret'),
                               ('olga', 'Olga', 'olga@netbuild.example', true, 'secret');
                        insert into netbuild.memberships (tenant_id, user_id, role)
                        values ('acme', 'ann', 'tenant-admin'), ('beta-2', 'bob', 'user')
                        """);
    }

    @Test
    void applicationShouldSeeTheUsersOfTheCurrentTenantOnly() throws SQLException {
        try (Transaction transaction = withUsers()) {
            transaction.execute("reset role").as(TestDatabase.APP, "acme");

            assertThat(transaction.column("select id from netbuild.users order by 1"))
                    .containsExactly("ann");
            assertThat(transaction.column("select user_id from netbuild.memberships"))
                    .containsExactly("ann");

            transaction.execute("set local app.current_tenant = ''");
            assertThat(transaction.column("select id from netbuild.users")).isEmpty();
        }
    }

    @Test
    void applicationShouldNeitherReadPasswordsNorWrite() throws SQLException {
        try (Transaction transaction = withUsers()) {
            transaction.execute("reset role").as(TestDatabase.APP, "acme");

            assertThat(transaction.error("select password_hash from netbuild.users"))
                    .isEqualTo(Transaction.DENIED);
            assertThat(transaction.error("update netbuild.users set display_name = 'x'"))
                    .isEqualTo(Transaction.DENIED);
            assertThat(transaction.error("insert into netbuild.memberships values ('acme', 'bob', 'user')"))
                    .isEqualTo(Transaction.DENIED);
        }
    }

    @Test
    void operatorsShouldNotReadPasswords() throws SQLException {
        try (Transaction transaction = withUsers()) {
            transaction.execute("reset role").as(TestDatabase.OPERATOR, null);

            assertThat(transaction.count("netbuild.users")).isEqualTo(3);
            assertThat(transaction.error("select password_hash from netbuild.users"))
                    .isEqualTo(Transaction.DENIED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into netbuild.memberships (tenant_id, user_id, role) values ('acme', 'olga', 'user')",
                "update netbuild.users set operator = true where id = 'ann'",
                "insert into netbuild.memberships (tenant_id, user_id, role) values ('acme', 'bob', 'operator')",
                "insert into netbuild.users (id, display_name, email) values ('Not an id', 'x', 'x@x.example')",
            })
    void nonsenseShouldBeRefused(String sql) throws SQLException {
        try (Transaction transaction = withUsers()) {
            assertThat(transaction.error(sql)).isEqualTo(CHECK_VIOLATION);
        }
    }

    @Test
    void anAddressShouldBelongToOneUserInWhateverCase() throws SQLException {
        try (Transaction transaction = withUsers()) {
            assertThat(
                            transaction.error(
                                    "insert into netbuild.users (id, display_name, email) values ('ann2', 'Ann', 'ANN@acme.example')"))
                    .isEqualTo(UNIQUE_VIOLATION);
        }
    }

    @Test
    void everyChangeButThoseOfSignInsShouldRaiseTheVersion() throws SQLException {
        try (Transaction transaction = withUsers()) {
            assertThat(transaction.value(
                            "update netbuild.users set display_name = 'Anna' where id = 'ann' returning version"))
                    .isEqualTo("2");
            assertThat(transaction.value(
                            "update netbuild.users set failed_sign_ins = 1 where id = 'ann' returning version"))
                    .isEqualTo("2");
        }
    }

    @Test
    void membershipsShouldGoWithTheTenant() throws SQLException {
        try (Transaction transaction = withUsers()) {
            transaction.execute("delete from netbuild.tenants where id = 'acme'");

            assertThat(transaction.column("select user_id from netbuild.memberships"))
                    .containsExactly("bob");
            assertThat(transaction.count("netbuild.users where id = 'ann'")).isEqualTo(1);
        }
    }
}
