package io.netbuild.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netbuild.context.BoundTenants;
import io.netbuild.context.TenantContext;
import io.netbuild.dev.EmbeddedPostgres;
import io.netbuild.fairness.FairPermits;
import io.netbuild.fairness.NoPermitException;
import io.netbuild.fairness.Share;
import io.netbuild.kernel.ErrorCode;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.metric.PlatformMetrics;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

class GuardedDataSourceTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    private final FairPermits permits = new FairPermits(10, 10, Duration.ofMillis(20));
    private final Map<Object, Object> transaction = new HashMap<>();
    private final List<Synchronization> ends = new ArrayList<>();
    private EmbeddedPostgres primary;
    private EmbeddedPostgres standby;
    private PostgresServer pair;
    private Properties superuser;
    private GuardedDataSource guard;

    @BeforeEach
    void start() throws IOException {
        primary = EmbeddedPostgres.at(directory.resolve("primary")).start();
        standby = EmbeddedPostgres.at(directory.resolve("standby"))
                .standbyOf(primary)
                .start();
        pair = PostgresServer.withStandby(primary.jdbcUrl("postgres"), "not needed", "127.0.0.1:" + standby.port());
        String password = Files.readString(directory.resolve("primary/superuser-password"))
                .strip();
        superuser = new Properties();
        superuser.setProperty("user", "postgres");
        superuser.setProperty("password", password);
        PGSimpleDataSource container = new PGSimpleDataSource();
        container.setURL(pair.url());
        container.setUser("postgres");
        container.setPassword(password);
        container.setSocketTimeout(5);
        guard = guard(container);
    }

    private GuardedDataSource guard(DataSource container) {
        return new GuardedDataSource(
                "tenant-acme",
                container,
                new Claims(this::permit, transactions(), LONGEST_ANSWER),
                new StandbyReads(pair.standbyUrlOf("postgres").orElseThrow(), superuser, transactions()),
                () -> {},
                new PlatformMetrics() {});
    }

    @AfterEach
    void stop() {
        standby.close();
        primary.close();
    }

    private FairPermits.Permit permit() {
        try {
            return permits.take(ACME, new Share(10, 0, 1));
        } catch (NoPermitException e) {
            throw new AssertionError(e);
        }
    }

    private TransactionSynchronizationRegistry transactions() {
        return (TransactionSynchronizationRegistry) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {TransactionSynchronizationRegistry.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getResource" -> transaction.get(arguments[0]);
                    case "putResource" -> transaction.put(arguments[0], arguments[1]);
                    case "registerInterposedSynchronization" -> ends.add((Synchronization) arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private void commit() {
        ends.forEach(end -> end.afterCompletion(Status.STATUS_COMMITTED));
        ends.clear();
        transaction.clear();
    }

    private String asked(boolean readOnly, String sql) throws SQLException {
        try (TenantContext.Entered scope = TenantContext.enter(BoundTenants.of("acme", "acme", readOnly));
                Connection connection = guard.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private void assertUnavailable(boolean readOnly) {
        assertThatThrownBy(() -> asked(readOnly, "select 1"))
                .isInstanceOfSatisfying(
                        NetBuildException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TENANT_UNAVAILABLE));
        commit();
    }

    private void losePrimary() {
        primary.stop();
        assertUnavailable(false);
        assertThat(guard.isDown()).isTrue();
    }

    @Test
    void transactionShouldHaveOneConnectionAndPermitUntilItsEnd() throws SQLException {
        asked(false, "select 1");
        assertThatThrownBy(() -> asked(false, "select 1"))
                .isInstanceOf(NetBuildException.class)
                .hasMessageContaining("lost on the way");
        assertThat(permits.uses()).containsEntry(ACME, new FairPermits.Use(1, 0));

        commit();

        assertThat(permits.uses()).isEmpty();
    }

    @Test
    void answersShouldBeWaitedForLongerOnceAConnectionIsInUse() throws SQLException {
        try (TenantContext.Entered scope = TenantContext.enter(BoundTenants.of("acme", "acme", false));
                Connection connection = guard.getConnection()) {
            assertThat(connection.getNetworkTimeout()).isEqualTo((int) LONGEST_ANSWER.toMillis());
        }
    }

    @Test
    void aConnectionThatThePoolFindsDeadShouldNotMeanThatTheDatabaseIs() {
        GuardedDataSource lost = guard(new PGSimpleDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                throw new SQLException(
                        "jakarta.resource.ResourceException: IJ000461: Could not enlist in transaction on entering meta-aware object");
            }
        });

        assertThatThrownBy(lost::requireAnswer)
                .isInstanceOfSatisfying(
                        NetBuildException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TENANT_UNAVAILABLE));
        assertThat(lost.isDown()).isFalse();
    }

    @Test
    void standbyShouldServeWhatOnlyReadsWhileThePrimaryIsDown() throws SQLException {
        losePrimary();

        assertThat(asked(true, "select pg_is_in_recovery()")).isEqualTo("t");
        assertThat(asked(true, "select pg_backend_pid()")).isEqualTo(asked(true, "select pg_backend_pid()"));
        assertThat(permits.uses()).containsEntry(ACME, new FairPermits.Use(1, 0));
        commit();

        assertThat(permits.uses()).isEmpty();
        assertUnavailable(false);
    }

    @Test
    void transactionOfThePrimaryShouldNotGoOnOnTheStandby() throws SQLException {
        asked(true, "select 1");
        primary.stop();
        assertThatThrownBy(() -> asked(true, "select 1")).isInstanceOf(NetBuildException.class);

        assertUnavailable(true);
    }

    @Test
    void transactionOfTheStandbyShouldStayThereWhenThereIsAPrimaryAgain() throws SQLException {
        losePrimary();
        String backend = asked(true, "select pg_backend_pid()");

        standby.promote();
        await().until(() -> {
            guard.probe(true);
            return !guard.isDown();
        });

        assertThat(asked(true, "select pg_backend_pid()")).isEqualTo(backend);
        commit();
        assertThat(asked(false, "select pg_is_in_recovery()")).isEqualTo("f");
    }

    @Test
    void serverThatStopsAnsweringShouldCostItsTransactionsTheirConnections() throws SQLException {
        try (TenantContext.Entered scope = TenantContext.enter(BoundTenants.of("acme", "acme", false))) {
            Connection connection = guard.getConnection();

            guard.probe(false);

            assertThat(connection.isClosed()).isTrue();
            assertThat(guard.isDown()).isTrue();
        }
    }
}
