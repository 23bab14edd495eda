package io.netbuild.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.kernel.TenantId;
import io.netbuild.tenant.RegistryChange;
import io.netbuild.tenant.internal.RegistryConnection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryChangesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TestDatabase database = TestDatabase.get();
    private RegistryConnection follower;

    @BeforeEach
    void follow() throws SQLException {
        follower = RegistryConnection.open(
                database.server().jdbcUrl(TestDatabase.DATABASE), TestServer.PASSWORD, PATIENCE);
        assertThat(follower.changes()).containsExactly(new RegistryChange.OfAll());
    }

    @AfterEach
    void leave() throws SQLException {
        follower.close();
    }

    private void execute(String sql) {
        TestDatabase.execute(database.system(), sql);
    }

    private static RegistryChange of(String tenant) {
        return new RegistryChange.OfTenant(new TenantId(tenant));
    }

    @Test
    void versionsShouldHaveNoGapsHoweverManyCommitAtOnce() throws SQLException {
        int writers = 4;
        int each = 25;
        long before = follower.version();

        CompletableFuture<?> writing = CompletableFuture.allOf(IntStream.range(0, writers)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> IntStream.range(0, each)
                        .forEach(i -> execute("begin; update netbuild.tenants set name = '%d' where id = '%s'; commit"
                                .formatted(
                                        i,
                                        List.of("acme", "beta-2", "gamma", "delta-4")
                                                .get(writer))))))
                .toArray(CompletableFuture[]::new));
        List<RegistryChange> seen = new ArrayList<>();
        while (!writing.isDone()) {
            seen.addAll(follower.changes());
        }
        writing.join();
        seen.addAll(follower.changes());

        assertThat(seen).hasSize(writers * each).doesNotContain(new RegistryChange.OfAll());
        assertThat(follower.version()).isEqualTo(before + writers * each);
    }

    @Test
    void thoseWhoChangeTheSameTenantsInAnotherOrderShouldNotBlockEachOtherOverTheVersion() throws Exception {
        try (Transaction one = Transaction.of(database.system());
                Transaction other = Transaction.of(database.system())) {
            one.execute("set local lock_timeout = '5s'; update netbuild.tenants set name = 'x' where id = 'acme'");

            other.execute("set local lock_timeout = '5s'; update netbuild.tenants set name = 'x' where id = 'gamma'");
            other.connection().commit();
            one.execute("update netbuild.tenants set name = 'y' where id = 'gamma'");
            one.connection().commit();
        }

        assertThat(follower.changes()).containsExactly(of("gamma"), of("acme"), of("gamma"));
    }

    @Test
    void aTransactionShouldNoteAChangeOnceAndNoneWhenItIsRolledBack() throws SQLException {
        execute("begin; update netbuild.tenants set name = '1' where id = 'acme'; "
                + "update netbuild.tenants set name = '2' where id = 'acme'; commit");
        execute("begin; update netbuild.tenants set name = '3' where id = 'beta-2'; rollback");

        assertThat(follower.changes()).containsExactly(of("acme"));
        assertThat(follower.changes()).isEmpty();
    }

    @Test
    void aChangeByHandShouldBeNoticed() throws SQLException {
        database.server()
                .asAdmin(TestDatabase.DATABASE, "update netbuild.tenants set status = 'ACTIVE' where id = 'gamma'");
        TestDatabase.execute(database.owner(), "update netbuild.tier_catalogue set users = users");

        assertThat(follower.changes()).containsExactly(of("gamma"), new RegistryChange.OfTiers());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update netbuild.api_keys set revoked_at = now()     | OfKey[id=nbk_abcdefghijklmnop]",
                "delete from netbuild.api_keys                       | OfKey[id=nbk_abcdefghijklmnop]",
                "delete from netbuild.sessions                       | OfSession[tokenHash=abab",
                "update netbuild.users set status = 'DISABLED'       | OfUser[id=rita]",
                "update netbuild.memberships set role = 'user'       | OfUser[id=rita]",
            })
    void whatACallerIsKnownByShouldBeNoted(String sql, String change) throws SQLException {
        String column = sql.contains("users") ? "id" : "user_id";
        try {
            execute(
                    """
                    insert into netbuild.users (id, display_name, email) values ('rita', 'Rita', 'rita@acme.example');
                    insert into netbuild.memberships (tenant_id, user_id, role) values ('acme', 'rita', 'tenant-admin');
                    insert into netbuild.api_keys (id, secret_hash, name, user_id, tenant_id, created_by)
                    values ('nbk_abcdefghijklmnop', sha256('secret'), 'key', 'rita', 'acme', 'test');
                    insert into netbuild.sessions (token_hash, subject, user_id, tenant_id, expires_at)
                    values (decode(repeat('ab', 32), 'hex'), 'rita', 'rita', 'acme', now() + interval '1 hour')
                    """);
            follower.changes();

            execute("update netbuild.api_keys set last_used_at = now() where user_id = 'rita'; "
                    + "update netbuild.sessions set last_used_at = now() where user_id = 'rita'; "
                    + "update netbuild.users set failed_sign_ins = 1 where id = 'rita'");
            assertThat(follower.changes()).as("uses").isEmpty();
            execute(sql + " where " + column + " = 'rita'");

            assertThat(follower.changes()).singleElement().asString().startsWith(change);
        } finally {
            execute("delete from netbuild.users where id = 'rita'");
        }
    }

    @Test
    void whoeverHasMissedMoreThanIsKeptShouldForgetAll() throws SQLException {
        execute("update netbuild.tenants set name = 'missed' where id = 'acme'");
        TestDatabase.execute(database.owner(), "delete from netbuild.registry_changes");
        execute("update netbuild.tenants set name = 'kept' where id = 'beta-2'");

        assertThat(follower.changes()).containsExactly(new RegistryChange.OfAll());
        execute("update netbuild.tenants set name = 'seen' where id = 'beta-2'");
        assertThat(follower.changes()).containsExactly(of("beta-2"));
    }

    @Test
    void whoeverKnowsMoreThanTheDatabaseShouldForgetAll() throws SQLException {
        execute("update netbuild.tenants set name = 'lost' where id = 'acme'");
        follower.changes();
        try (Transaction restore = Transaction.of(database.owner())) {
            restore.execute(
                    "delete from netbuild.registry_changes; update netbuild.registry_version set version = version - 1");
            restore.connection().commit();
        }

        assertThat(follower.changes()).containsExactly(new RegistryChange.OfAll());
    }

    @Test
    void whoeverWaitsShouldBeToldAtOnce() throws SQLException {
        follower.listen();
        follower.changes();
        CompletableFuture<Void> writing = CompletableFuture.runAsync(
                () -> execute("update netbuild.tenants set name = 'told' where id = 'acme'"));

        follower.awaitNotification(Duration.ofMinutes(1));
        writing.join();

        assertThat(follower.changes()).containsExactly(of("acme"));
    }

    @Test
    void oldChangesShouldBeRemovedInTime() throws SQLException {
        TestDatabase.execute(
                database.owner(), "update netbuild.registry_changes set changed_at = now() - interval '2 hours'");

        for (int i = 0; i < 64; i++) {
            execute("update netbuild.tenants set name = '" + i + "' where id = 'acme'");
        }

        try (Transaction transaction = Transaction.of(database.operator())) {
            assertThat(transaction.count("netbuild.registry_changes where changed_at < now() - interval '1 hour'"))
                    .isZero();
        }
    }

    @Test
    void nobodyButTheTriggersShouldWriteChanges() throws SQLException {
        for (var role : List.of(database.system(), database.app(), database.operator())) {
            try (Transaction transaction = Transaction.of(role)) {
                assertThat(transaction.error("insert into netbuild.registry_changes values (0, 'tiers', '')"))
                        .isEqualTo(Transaction.DENIED);
                assertThat(transaction.error("update netbuild.registry_version set version = 0"))
                        .isEqualTo(Transaction.DENIED);
            }
        }
        try (Transaction transaction = Transaction.of(database.app())) {
            assertThat(transaction.error("select * from netbuild.registry_changes"))
                    .isEqualTo(Transaction.DENIED);
        }
    }

    @Test
    void aTransactionThatTheSystemLeavesOpenShouldBeEnded() throws SQLException {
        try (Transaction transaction = Transaction.of(database.system())) {
            assertThat(transaction.value("show idle_in_transaction_session_timeout"))
                    .isEqualTo("1min");
        }
    }
}
