package io.netbuild.it.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netbuild.dev.DatabaseBootstrap;
import io.netbuild.dev.EmbeddedPostgres;
import io.netbuild.dev.NetBuildServer;
import io.netbuild.dev.NetBuildServerBuilder;
import io.netbuild.dev.RolePasswords;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.TestTenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Databases that hang, are cut off, restart or have no connection left, under load: what their tenants get, and that others notice nothing. */
class FailoverHttpIT {

    private static final String READ_FROM = "NetBuild-Read-From";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Behind a proxy, with few connections. */
    private static final String FAR = "far";

    /** The same PostgreSQL without the proxy, with a budget of three connections. */
    private static final String TIGHT = "tight";

    /** A primary with a standby that has what was acknowledged. */
    private static final String PAIR = "pair";

    private static final RolePasswords PASSWORDS = RolePasswords.generate();

    private static EmbeddedPostgres postgres;
    private static EmbeddedPostgres primary;
    private static EmbeddedPostgres standby;
    private static Proxy proxy;
    private static NetBuildServer server;
    private static Elsewhere here;
    private static Elsewhere far;
    private static Elsewhere farther;
    private static Elsewhere tight;
    private static Elsewhere tighter;
    private static Elsewhere paired;
    private static Elsewhere pairedWithoutReads;

    @BeforeAll
    static void start() throws SQLException {
        NetBuildServerBuilder builder = Stack.another("failover");
        postgres = Postgres.in("failover-postgresql")
                .setting("max_connections", "30")
                .start();
        bootstrap(postgres);
        primary = Postgres.in("failover-primary").start();
        bootstrap(primary);
        standby = Postgres.in("failover-standby").standbyOf(primary).start();
        acknowledgeWhatTheStandbyHas();
        proxy = Proxy.to(postgres::port);
        server = builder.systemProperty("netbuild.placement.servers", FAR + "," + TIGHT + "," + PAIR)
                .systemProperty(
                        "netbuild.placement.server.far.url",
                        "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/" + Elsewhere.database())
                .systemProperty("netbuild.placement.server.far.owner-password", PASSWORDS.owner())
                .systemProperty("netbuild.placement.server.tight.url", postgres.jdbcUrl(Elsewhere.database()))
                .systemProperty("netbuild.placement.server.tight.owner-password", PASSWORDS.owner())
                .systemProperty("netbuild.placement.server.tight.connections", "8")
                .systemProperty("netbuild.placement.server.tight.reserved-connections", "5")
                .systemProperty("netbuild.placement.server.pair.url", primary.jdbcUrl(Elsewhere.database()))
                .systemProperty("netbuild.placement.server.pair.owner-password", PASSWORDS.owner())
                .systemProperty("netbuild.placement.server.pair.standby", "127.0.0.1:" + standby.port())
                .systemProperty("netbuild.tenant.standby-reads", "when-down")
                .start();
        here = Elsewhere.here(server, TestTenant.schema("fail-here"));
        far = Elsewhere.on(server, "fail-far", FAR, "GROWTH");
        farther = Elsewhere.on(server, "fail-farther", FAR, "GROWTH");
        tight = Elsewhere.on(server, "fail-tight", TIGHT, "GROWTH");
        tighter = Elsewhere.on(server, "fail-tighter", TIGHT, "GROWTH");
        paired = Elsewhere.on(server, "fail-paired", PAIR, "ENTERPRISE");
        pairedWithoutReads = Elsewhere.on(server, "fail-paired-growth", PAIR, "GROWTH");
    }

    private static void bootstrap(EmbeddedPostgres fresh) throws SQLException {
        try (Connection admin = fresh.connectAsSuperuser("postgres")) {
            DatabaseBootstrap.apply(admin, PASSWORDS);
        }
    }

    private static void acknowledgeWhatTheStandbyHas() throws SQLException {
        try (Connection admin = primary.connectAsSuperuser("postgres");
                Statement statement = admin.createStatement()) {
            statement.execute("alter system set synchronous_standby_names = '%s'".formatted(standby.name()));
            statement.execute("select pg_reload_conf()");
        }
    }

    @AfterAll
    static void stop() {
        server.close();
        proxy.close();
        postgres.close();
        standby.close();
        primary.close();
    }

    private static void assertUnavailable(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(503);
        assertThat(answer.text("error")).as("%s", answer).isEqualTo("tenant-unavailable");
        assertThat(answer.header("Retry-After").map(Integer::parseInt).orElse(0))
                .as("Retry-After of %s", answer)
                .isBetween(1, 30);
    }

    private static void assertOthersAreServed() {
        for (int i = 0; i < 20; i++) {
            assertThat(here.start("meanwhile").status()).isEqualTo(200);
        }
    }

    private static void awaitServed(Elsewhere tenant) {
        await("the tenant to be served again")
                .atMost(PATIENCE)
                .until(() -> tenant.tasks().status() == 200);
    }

    /** Has all look-ups of the tenant's tasks wait until it is closed. */
    private static Connection slow(Elsewhere tenant) throws SQLException {
        Connection admin = postgres.connectAsSuperuser(tenant.tenant().databaseName());
        admin.setAutoCommit(false);
        try (Statement lock = admin.createStatement()) {
            lock.execute("lock table engine.act_ru_task in access exclusive mode");
        }
        return admin;
    }

    private static double measured(String line) {
        return Api.operatorOf(server)
                .get("/metrics")
                .body()
                .lines()
                .filter(found -> found.startsWith(line))
                .mapToDouble(found -> Double.parseDouble(found.substring(found.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void callersOfADatabaseThatHangsShouldBeCutOffAndOthersServed() {
        try (Crowd crowd = new Crowd()) {
            List<Future<List<Answer>>> load = crowd.keepSending(12, far::tasks);
            await("the load").until(() -> measured("netbuild_connections_used{server=\"far\"}") > 0);
            // has the pool full: a connection that is just being made is not cut off before its socket times out
            Crowd.all(crowd.send(40, far::tasks));

            proxy.fallSilent();

            assertOthersAreServed();
            await("the tenant to be refused at once")
                    .atMost(PATIENCE)
                    .until(() -> far.tasks().status() == 503);
            Crowd.all(crowd.send(40, far::tasks))
                    .forEach(answer ->
                            assertThat(answer.status()).as("%s", answer).isIn(503, 429));
            assertUnavailable(far.start("hanging"));
            assertOthersAreServed();
            crowd.rest();
            // long before the time-out of the socket
            List<Answer> answers =
                    Crowd.all(load).stream().flatMap(List::stream).toList();
            assertThat(answers).extracting(Answer::status).containsOnly(200, 503);
            await("all connections to be given back")
                    .until(() -> measured("netbuild_connections_used{server=\"far\"}") == 0);
        } finally {
            proxy.speak();
        }
        awaitServed(far);
    }

    @Test
    void connectionsThatAreCutShouldCostNothingThatWasAcknowledged() {
        try (Crowd crowd = new Crowd()) {
            List<Future<List<Answer>>> load =
                    crowd.keepSending(6, () -> far.start(UUID.randomUUID().toString()));
            for (int i = 0; i < 5; i++) {
                assertThat(here.start("meanwhile").status()).isEqualTo(200);
                proxy.cutAll();
            }
            awaitServed(far);
            crowd.rest();

            assertNothingIsLost(far, load);
        }
    }

    @Test
    void restartOfTheDatabaseShouldCostNothingThatWasAcknowledged() {
        try (Crowd crowd = new Crowd()) {
            List<Future<List<Answer>>> load =
                    crowd.keepSending(6, () -> far.start(UUID.randomUUID().toString()));
            awaitServed(far);

            postgres.stop();
            assertOthersAreServed();
            await("the tenant to be refused").until(() -> far.tasks().status() == 503);
            postgres.start();
            awaitServed(far);
            crowd.rest();

            assertNothingIsLost(far, load);
        }
    }

    private static void assertNothingIsLost(Elsewhere tenant, List<Future<List<Answer>>> load) {
        List<Answer> answers = Crowd.all(load).stream().flatMap(List::stream).toList();
        assertThat(answers).extracting(Answer::status).containsOnly(200, 503);
        List<String> running = tenant.engine()
                .api()
                .get("/process-instance?maxResults=1000000")
                .expect(200)
                .ids();
        assertThat(running)
                .containsAll(answers.stream()
                        .filter(answer -> answer.status() == 200)
                        .map(Answer::id)
                        .toList());
    }

    @Test
    void standbyShouldBeReadWhileThePrimaryIsDownAndTakeWritesAfterItsPromotion() {
        assertThat(paired.tasks().header(READ_FROM)).isEmpty();
        try (Crowd crowd = new Crowd()) {
            List<Future<List<Answer>>> load =
                    crowd.keepSending(4, () -> paired.start(UUID.randomUUID().toString()));
            await("some work").until(() -> paired.engine().count("") >= 20);

            ProcessHandle.of(primary.pid()).orElseThrow().destroyForcibly();

            await("reads from the standby").atMost(PATIENCE).until(() -> isReadFromStandby(paired.tasks()));
            assertThat(paired.engine().count("")).isGreaterThanOrEqualTo(20);
            assertUnavailable(paired.start("without a primary"));
            assertUnavailable(pairedWithoutReads.tasks());
            assertOthersAreServed();

            standby.promote();

            await("writes to the former standby")
                    .atMost(PATIENCE)
                    .until(() -> paired.start("after the promotion").status() == 200);
            assertThat(paired.tasks().header(READ_FROM)).isEmpty();
            awaitServed(pairedWithoutReads);
            crowd.rest();
            assertNothingIsLost(paired, load);
        }
    }

    private static boolean isReadFromStandby(Answer answer) {
        return answer.status() == 200 && answer.header(READ_FROM).equals(Optional.of("standby"));
    }

    @Test
    void idleConnectionsOfOthersShouldBeClosedWhenPostgresqlHasNoneLeft() throws Exception {
        awaitServed(far);
        awaitServed(farther);
        try (Crowd crowd = new Crowd();
                Hoard hoard = new Hoard(postgres.jdbcUrl(Elsewhere.database()), PASSWORDS.owner())) {
            List<Future<Answer>> calls;
            try (Connection lock = slow(far)) {
                hoard.takeAll();
                calls = crowd.send(2, far::tasks);
                await("both calls to have a connection and wait for the lock")
                        .atMost(PATIENCE)
                        .until(() -> waitingForLocks() == 2);
                lock.rollback();
            }
            Crowd.all(calls)
                    .forEach(answer ->
                            assertThat(answer.status()).as("%s", answer).isEqualTo(200));
        }
    }

    @Test
    void tenantShouldBeServedAsSoonAsPostgresqlHasAConnectionAgain() throws Exception {
        awaitServed(far);
        try (Crowd crowd = new Crowd();
                Hoard hoard = new Hoard(postgres.jdbcUrl(Elsewhere.database()), PASSWORDS.owner())) {
            List<Future<Answer>> calls = new ArrayList<>();
            Answer refused;
            try (Connection lock = slow(far)) {
                do {
                    hoard.takeAll();
                    int waiting = waitingForLocks();
                    calls.addAll(crowd.send(1, far::tasks));
                    await("the call to wait for the lock or to be refused")
                            .atMost(PATIENCE)
                            .until(() -> waitingForLocks() > waiting || refused(calls) != null);
                    refused = refused(calls);
                } while (refused == null);
                lock.rollback();
            }

            assertUnavailable(refused);
            assertThat(refused.text("detail")).contains("no connection left");
            assertOthersAreServed();
            hoard.close();
            assertThat(far.tasks().status()).as("it does not count as down").isEqualTo(200);
        }
    }

    /** The answer to a call that did not get a connection, null when all of them wait. */
    private static @Nullable Answer refused(List<Future<Answer>> calls) {
        return calls.stream().filter(Future::isDone).map(Crowd::get).findFirst().orElse(null);
    }

    private static int waitingForLocks() throws SQLException {
        try (Connection admin = postgres.connectAsSuperuser("postgres");
                Statement statement = admin.createStatement();
                var row = statement.executeQuery("select count(*) from pg_locks where not granted")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void budgetOfAServerShouldBeKept() throws Exception {
        try (Crowd crowd = new Crowd()) {
            List<Future<Answer>> calls;
            try (Connection lock = slow(tight)) {
                calls = crowd.send(3, tight::tasks);
                await("the budget to be used up")
                        .until(() ->
                                waitingForLocks() == 3 && measured("netbuild_connections_used{server=\"tight\"}") == 3);

                Answer refused = tighter.tasks();

                assertUnavailable(refused);
                assertThat(refused.text("detail")).contains("3 connections").contains("'tight'");
                assertThat(far.tasks().status()).isEqualTo(200);
                assertOthersAreServed();
                lock.rollback();
            }
            Crowd.all(calls)
                    .forEach(answer ->
                            assertThat(answer.status()).as("%s", answer).isEqualTo(200));
        }
        assertThat(tighter.tasks().status()).isEqualTo(200);
    }
}
