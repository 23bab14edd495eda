package io.netbuild.it.engines;

import static java.util.Collections.disjoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netbuild.dev.NetBuildServer;
import io.netbuild.it.stack.Answer;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.Engine;
import io.netbuild.it.tenants.TestModels;
import io.netbuild.it.tenants.TestTenant;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * In an order, because tenants are not made anew for each. Sweeps are so rare here that nothing is found by them but at the start. It is the time of the daily clean-up of history all along, which is not to
 * keep an engine awake.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SleepingEnginesHttpIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration IN_TIME =
            Duration.ofSeconds(3); // it is a second on a machine that is not busy with tests

    /** Camunda looks ten seconds after a clean-up that has found nothing whether there is something now. */
    private static final Duration LONGER_THAN_THE_FIRST_PAUSES = Duration.ofSeconds(15);

    /** A server of this size is to have 300: {@code -Dnetbuild.it.sleepers=300}, which takes three minutes more. */
    private static final int MANY = Integer.getInteger("netbuild.it.sleepers", 20);

    private static final TestTenant SCHEMA = TestTenant.schema("sleeper-schema");
    private static final TestTenant DATABASE = TestTenant.database("sleeper-database");
    private static final List<TestTenant> TENANTS = List.of(SCHEMA, DATABASE);

    private static NetBuildServer server;

    @BeforeAll
    static void start() {
        LocalTime now = LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MINUTES);
        server = Stack.another("sleeping-engines")
                .systemProperty(
                        "netbuild.engine.history-cleanup-start",
                        now.minusHours(3).toString())
                .systemProperty(
                        "netbuild.engine.history-cleanup-end", now.plusHours(1).toString())
                .heap("1536m")
                .systemProperty("netbuild.engine.idle-time", "PT2S")
                .systemProperty("netbuild.wake.sweep", "PT1H")
                .start();
        for (TestTenant tenant : TENANTS) {
            operator().post("/api/tenants", tenant.wish()).expect(201);
            engine(tenant).deploy(List.of(TestModels.timer()));
        }
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static Api operator() {
        return Api.operatorOf(server);
    }

    private static Engine engine(TestTenant tenant) {
        return new Engine(operator().under("/t/" + tenant + "/engine-rest"));
    }

    private static int awake() {
        return gauge("netbuild_engines ");
    }

    private static int gauge(String name) {
        return operator()
                .get("/metrics")
                .expect(200)
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToInt(line -> (int) Double.parseDouble(line.split(" ")[1]))
                .sum();
    }

    /** Waits until no engine is awake but the shared one. */
    private static void awaitSleep() {
        await("all engines to rest").atMost(PATIENCE).until(() -> awake() == 1);
    }

    private static String query(String database, String sql) {
        try (Connection connection = server.postgres().connectAsSuperuser(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "nothing";
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static String schema(TestTenant tenant) {
        return tenant.equals(DATABASE) ? "engine" : tenant.databaseName();
    }

    private static String database(TestTenant tenant) {
        return tenant.equals(DATABASE) ? tenant.databaseName() : "netbuild";
    }

    private static void execute(TestTenant tenant, String sql) {
        try (Connection connection = server.postgres().connectAsSuperuser(database(tenant));
                Statement statement = connection.createStatement()) {
            statement.execute(sql.formatted(schema(tenant)));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** How long after a moment the instance has ended. @param since SQL of a timestamp in the row of the instance */
    private static Duration lateness(TestTenant tenant, String instance, String since) {
        String seconds = await("the end of " + instance)
                .atMost(PATIENCE)
                .until(
                        () -> query(
                                database(tenant),
                                "select extract(epoch from end_time_ - %s) from %s.act_hi_procinst where id_ = '%s' and end_time_ is not null"
                                        .formatted(since, schema(tenant), instance)),
                        found -> !found.equals("nothing"));
        return Duration.ofMillis((long) (Double.parseDouble(seconds) * 1000));
    }

    @Test
    @Order(1)
    void anIdleEngineShouldGiveEverythingBack() {
        awaitSleep();

        for (TestTenant tenant : TENANTS) {
            await("the connections of " + tenant + " to be closed")
                    .atMost(PATIENCE)
                    .until(() -> query(
                                    "postgres",
                                    "select count(*) from pg_stat_activity where usename = '%s' and application_name <> 'netbuild-watch'"
                                            .formatted(tenant.databaseName()))
                            .equals("0"));
        }
    }

    @Test
    @Order(2)
    void aCallShouldWakeIt() {
        awaitSleep();

        assertThat(engine(SCHEMA).count("")).isZero();

        assertThat(awake()).isEqualTo(2);
        assertThat(gauge("netbuild_engines_idle ")).isOne();
        awaitSleep();
        assertThat(gauge("netbuild_engines_idle ")).isZero();
    }

    @Test
    @Order(3)
    void theDailyCleanUpShouldLetAnEngineSleep() {
        for (TestTenant tenant : TENANTS) {
            String next = query(
                    database(tenant),
                    "select duedate_ > localtimestamp + interval '12 hours' from %s.act_ru_job where handler_type_ = 'history-cleanup'"
                            .formatted(schema(tenant)));
            assertThat(next).as("cleaned up today: %s", tenant).isEqualTo("t");
        }
        awaitSleep();
        int rests = gauge("netbuild_engine_rests_total");

        await("nothing to happen")
                .during(LONGER_THAN_THE_FIRST_PAUSES)
                .atMost(PATIENCE)
                .until(() -> gauge("netbuild_engine_rests_total") == rests);
    }

    @Test
    @Order(4)
    void aTimerOfASleepingEngineShouldFireInTime() {
        Map<TestTenant, String> instances = new LinkedHashMap<>();
        for (TestTenant tenant : TENANTS) {
            instances.put(tenant, engine(tenant).start(TestModels.TIMER, "timer", Map.of("wait", "PT10S")));
        }
        awaitSleep();
        instances.forEach((tenant, instance) ->
                assertThat(engineIsAsleepAndInstanceRuns(tenant, instance)).isTrue());

        instances.forEach(
                (tenant, instance) -> assertThat(lateness(tenant, instance, "(start_time_ + interval '10 seconds')"))
                        .as("of %s", tenant)
                        .isLessThan(IN_TIME));
        awaitSleep();
    }

    private static boolean engineIsAsleepAndInstanceRuns(TestTenant tenant, String instance) {
        return query(
                        database(tenant),
                        "select count(*) from %s.act_ru_execution where id_ = '%s'".formatted(schema(tenant), instance))
                .equals("1");
    }

    @Test
    @Order(5)
    void aTimerThatSqlHasChangedShouldFireInTime() {
        for (TestTenant tenant : TENANTS) {
            String instance = engine(tenant).start(TestModels.TIMER, "by-sql", Map.of("wait", "PT1H"));
            awaitSleep();
            execute(
                    tenant,
                    "update %1$s.act_ru_job set duedate_ = localtimestamp + interval '3 seconds' where process_instance_id_ = '"
                            + instance + "'");
            String due = query(
                    database(tenant),
                    "select duedate_ from %s.act_ru_job where process_instance_id_ = '%s'"
                            .formatted(schema(tenant), instance));

            Duration late = lateness(tenant, instance, "timestamp '" + due + "'");

            assertThat(late).as("of %s", tenant).isBetween(Duration.ZERO, IN_TIME);
            awaitSleep();
        }
    }

    @Test
    @Order(6)
    void whatACrashHasLeftPreparedShouldEndWithoutWakingAnEngine() {
        awaitSleep();
        LeftPrepared prepared = new LeftPrepared(server);
        int wakeUps = gauge("netbuild_engine_wakeup_seconds_count");
        Set<String> own = new HashSet<>();
        for (TestTenant tenant : TENANTS) {
            own.add(prepared.byNode(prepared.thisNode(), tenant.databaseName(), database(tenant)));
        }
        own.add(prepared.byNode(prepared.thisNode(), "netbuild_app", "netbuild"));
        String another = prepared.byNode("another", SCHEMA.databaseName(), database(SCHEMA));
        prepared.byName("by-hand", SCHEMA.databaseName(), database(SCHEMA));

        await("the end of what this server has left").atMost(PATIENCE).until(() -> disjoint(prepared.all(), own));

        assertThat(gauge("netbuild_engine_wakeup_seconds_count")).isEqualTo(wakeUps);
        assertThat(prepared.all()).as("of another server, and of nobody").contains(another, "by-hand");
        prepared.rollBack(another, database(SCHEMA));
        prepared.rollBack("by-hand", database(SCHEMA));
    }

    @Test
    @Order(7)
    void aPinnedEngineShouldStayAwake() {
        Answer tenant = operator().get("/api/tenants/" + SCHEMA).expect(200);
        operator()
                .with("If-Match", tenant.header("ETag").orElse("*"))
                .patch("/api/tenants/" + SCHEMA, Map.of("labels", Map.of("engine", "pinned")))
                .expect(200);
        await("the pinned engine").atMost(PATIENCE).until(() -> awake() == 2);
        assertThat(engine(DATABASE).count("")).isZero();

        await("the other to rest").atMost(PATIENCE).until(() -> awake() == 2);
        assertThat(engine(SCHEMA).count("")).isZero();

        int rests = gauge("netbuild_engine_rests_total");
        operator().patch("/api/tenants/" + SCHEMA, Map.of("tier", "ENTERPRISE")).expect(200);
        await("the engine to be made anew for another tier")
                .atMost(PATIENCE)
                .until(() -> gauge("netbuild_engine_rests_total") > rests && awake() == 2);
        assertThat(engine(SCHEMA).count("")).isZero();
        operator().patch("/api/tenants/" + SCHEMA, Map.of("labels", Map.of())).expect(200);
        awaitSleep();
    }

    @Test
    @Order(8)
    void hundredsOfTenantsShouldShareAServerAndOutliveARestart() throws Exception {
        List<TestTenant> tenants = IntStream.range(0, MANY)
                .mapToObj(i -> TestTenant.schema("sleeper-" + i))
                .toList();
        Api operator = operator();
        forAll(tenants, tenant -> {
            operator.post("/api/tenants", tenant.wish()).expect(201);
            Engine engine = new Engine(operator.under("/t/" + tenant + "/engine-rest"));
            engine.deploy(List.of(TestModels.timer()));
            engine.start(TestModels.TIMER, "first", Map.of("wait", "PT1H"));
        });
        awaitSleep();

        forAll(tenants, tenant -> assertThat(new Engine(operator.under("/t/" + tenant + "/engine-rest")).count(""))
                .isOne());
        List<String> waiting = new ArrayList<>();
        for (TestTenant tenant : tenants.subList(0, 20)) {
            waiting.add(engine(tenant).start(TestModels.TIMER, "many", Map.of("wait", "PT25S")));
        }
        awaitSleep();
        for (TestTenant tenant : TENANTS) {
            execute(tenant, "comment on schema %s is 'older'"); // says which version it is of
        }
        server.kill();
        long begun = System.nanoTime();
        server.restart();
        Duration restart = Duration.ofNanos(System.nanoTime() - begun);

        assertThat(awake()).as("engines at the start").isLessThan(25);
        assertThat(restart).isLessThan(PATIENCE);
        for (int i = 0; i < waiting.size(); i++) {
            TestTenant tenant = tenants.get(i);
            assertThat(lateness(tenant, waiting.get(i), "start_time_")).isGreaterThan(Duration.ofSeconds(24));
        }
        for (TestTenant tenant : TENANTS) {
            await("tables that are brought up to date before the first call of " + tenant)
                    .atMost(PATIENCE)
                    .until(() -> !query(
                                    database(tenant),
                                    "select obj_description('%s'::regnamespace, 'pg_namespace')"
                                            .formatted(schema(tenant)))
                            .equals("older"));
        }
    }

    private interface Work {
        void on(TestTenant tenant);
    }

    private static void forAll(List<TestTenant> tenants, Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (TestTenant tenant : tenants) {
                done.add(threads.submit(() -> work.on(tenant)));
            }
            for (Future<?> one : done) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
