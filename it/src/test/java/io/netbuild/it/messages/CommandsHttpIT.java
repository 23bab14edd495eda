package io.netbuild.it.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netbuild.dev.ApiKey;
import io.netbuild.dev.MessagePort;
import io.netbuild.dev.demo.ModelFile;
import io.netbuild.dev.demo.Models;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Databases;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.Engine;
import io.netbuild.it.tenants.People;
import io.netbuild.it.tenants.TestModels;
import io.netbuild.it.tenants.TestTenant;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommandsHttpIT {

    private static final TestTenant SHARED = TestTenant.shared("msg-shared");
    private static final TestTenant OTHER = TestTenant.shared("msg-other");
    private static final TestTenant SCHEMA = TestTenant.schema("msg-schema");
    private static final TestTenant DATABASE = TestTenant.database("msg-database");
    private static final Map<TestTenant, ApiKey> KEYS = new HashMap<>();

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private static ApiKey operator;

    static Stream<TestTenant> tenants() {
        return Stream.of(SHARED, SCHEMA, DATABASE);
    }

    @BeforeAll
    static void make() {
        Stream.of(SHARED, OTHER, SCHEMA, DATABASE).forEach(tenant -> {
            List<ModelFile> models = new ArrayList<>(Models.of("simple"));
            models.add(TestModels.message());
            models.add(TestModels.signal());
            models.add(TestModels.external());
            tenant.create().engine().deploy(models);
            KEYS.put(tenant, Keys.ofTenant(tenant));
        });
        operator = Keys.ofOperator();
    }

    private static String send(TestTenant tenant, String command, String body) {
        return Mail.send(keyOf(tenant), tenant, command, body);
    }

    private static ApiKey keyOf(TestTenant tenant) {
        return Objects.requireNonNull(KEYS.get(tenant));
    }

    @ParameterizedTest
    @MethodSource("tenants")
    void startShouldStartAnInstanceWithItsVariables(TestTenant tenant) {
        send(
                tenant,
                "start",
                """
                {"processDefinitionKey": "simple", "businessKey": "typed",
                 "variables": {"amount": {"value": 42, "type": "Integer"}, "who": {"value": "Ada", "type": "String"},
                     "when": {"value": "2026-11-21T10:00:00.000+0100", "type": "Date"}, "doc": {"value": "{\\"a\\":1}", "type": "Json"}}}
                """);

        Mail.awaitStarted(tenant, "processInstanceBusinessKey=typed", 1);
        String instance = tenant.engine().only("/process-instance?businessKey=typed");
        var variables = tenant.engine()
                .api()
                .get("/process-instance/" + instance + "/variables")
                .expect(200)
                .json();
        assertThat(variables.at("/amount/value").asInt()).isEqualTo(42);
        assertThat(variables.at("/amount/type").asText()).isEqualTo("Integer");
        assertThat(variables.at("/who/value").asText()).isEqualTo("Ada");
        assertThat(variables.at("/when/type").asText()).isEqualTo("Date");
        assertThat(variables.at("/doc/type").asText()).isEqualTo("Json");
    }

    @ParameterizedTest
    @MethodSource("tenants")
    void correlateShouldReachTheInstanceThatWaits(TestTenant tenant) {
        Engine engine = tenant.engine();
        String first = engine.start(TestModels.MESSAGE, "waits-1", Map.of("order", "A"));
        String second = engine.start(TestModels.MESSAGE, "waits-2", Map.of("order", "B"));

        send(
                tenant,
                "correlate",
                """
                {"messageName": "it-message", "correlationKeys": {"order": {"value": "B", "type": "String"}}}
                """);

        engine.awaitEnd(second);
        assertThat(engine.isRunning(first)).isTrue();
        send(tenant, "correlate", "{\"messageName\": \"it-message\", \"businessKey\": \"waits-1\"}");
        engine.awaitEnd(first);
    }

    @Test
    void correlateShouldWaitForTheInstanceToArrive() {
        send(SHARED, "correlate", "{\"messageName\": \"it-message\", \"businessKey\": \"comes later\"}");
        await().during(Duration.ofSeconds(1)).until(() -> true);

        String instance = SHARED.engine().start(TestModels.MESSAGE, "comes later", Map.of());

        SHARED.engine().awaitEnd(instance);
    }

    @ParameterizedTest
    @MethodSource("tenants")
    void signalShouldReachAllInstancesOfItsTenantOnly(TestTenant tenant) {
        String first = tenant.engine().start(TestModels.SIGNAL);
        String second = tenant.engine().start(TestModels.SIGNAL);
        String foreign = OTHER.engine().start(TestModels.SIGNAL);

        send(tenant, "signal", "{\"signalName\": \"it-signal\"}");

        tenant.engine().awaitEnd(first);
        tenant.engine().awaitEnd(second);
        assertThat(OTHER.engine().isRunning(foreign)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("tenants")
    void externalTaskShouldBeCompletedByWhoHasLockedIt(TestTenant tenant) {
        Engine engine = tenant.engine();
        String instance = engine.start(TestModels.EXTERNAL);
        String task = engine.api()
                .post(
                        "/external-task/fetchAndLock",
                        Map.of(
                                "workerId",
                                "ada",
                                "maxTasks",
                                1,
                                "topics",
                                List.of(Map.of("topicName", TestModels.EXTERNAL, "lockDuration", 600_000))))
                .expect(200)
                .ids()
                .get(0);

        send(tenant, "complete-external-task", complete(task, "somebody else"));
        Mail.Dead refused = Mail.dead(operator, 1).get(0);
        assertThat(refused.reason()).isEqualTo("not-lock-owner");
        assertThat(engine.isRunning(instance)).isTrue();

        send(tenant, "complete-external-task", complete(task, "ada"));
        engine.awaitEnd(instance);
    }

    private static String complete(String task, String worker) {
        return "{\"externalTaskId\": \"%s\", \"workerId\": \"%s\", \"variables\": {\"done\": {\"value\": true, \"type\": \"Boolean\"}}}"
                .formatted(task, worker);
    }

    @ParameterizedTest
    @MethodSource("tenants")
    void messageSentAgainShouldHaveNoEffect(TestTenant tenant) {
        String id = Mail.id();
        try (MessagePort port = Mail.open(keyOf(tenant))) {
            for (int i = 0; i < 5; i++) {
                port.send(tenant.id(), "start", id, Mail.start("simple", "sent again"), null);
            }
            port.send(tenant.id(), "start", Mail.id(), Mail.start("simple", "sent last"), null);
        }
        Mail.awaitStarted(tenant, "processInstanceBusinessKey=sent+last", 1);
        try (MessagePort port = Mail.open(keyOf(tenant))) {
            port.send(tenant.id(), "start", id, Mail.start("simple", "sent again"), null);
            port.send(tenant.id(), "start", Mail.id(), Mail.start("simple", "sent even later"), null);
        }
        Mail.awaitStarted(tenant, "processInstanceBusinessKey=sent+even+later", 1);

        assertThat(Mail.started(tenant, "processInstanceBusinessKey=sent+again"))
                .isOne();
    }

    @Test
    void commandsOfOneBusinessKeyShouldBeCarriedOutInTheirOrder() {
        try (MessagePort port = Mail.open(keyOf(SHARED))) {
            for (int i = 0; i < 20; i++) {
                port.send(SHARED.id(), "start", Mail.id(), Mail.start(TestModels.MESSAGE, "in order"), null);
                port.send(
                        SHARED.id(),
                        "correlate",
                        Mail.id(),
                        "{\"messageName\": \"it-message\", \"businessKey\": \"in order\"}",
                        null);
            }
        }

        // Two waiting instances at a time would make a correlation ambiguous, none would let it wait for a second.
        Mail.awaitStarted(SHARED, "processInstanceBusinessKey=in+order&completed=true", 20);
        List<String> ends = SHARED.engine()
                .api()
                .get("/history/process-instance?processInstanceBusinessKey=in+order&sortBy=startTime&sortOrder=asc")
                .expect(200)
                .texts("endTime");
        assertThat(ends).isSorted();
    }

    @Test
    void deadLetterThatIsSentAgainShouldHaveAnotherChance() {
        String id = Mail.id();
        String body = Mail.start("deployed-late", "mended");
        try (MessagePort port = Mail.open(keyOf(SCHEMA))) {
            port.send(SCHEMA.id(), "start", id, body, null);
        }
        assertThat(Mail.dead(operator, 1).get(0).reason()).isEqualTo("unknown-definition");
        SCHEMA.engine().deploy(List.of(TestModels.named("deployed-late")));

        try (MessagePort port = Mail.open(keyOf(SCHEMA))) {
            port.send(SCHEMA.id(), "start", id, body, null);
        }

        Mail.awaitStarted(SCHEMA, "processInstanceBusinessKey=mended", 1);
    }

    @Test
    void suspendedTenantsCommandsShouldWaitWhileOthersGoOn() {
        Api.operator()
                .post("/api/tenants/" + OTHER.id() + "/suspend", Map.of("reason", "a test"))
                .expectSuccess();
        try {
            send(OTHER, "start", Mail.start("simple", "while suspended"));
            send(SHARED, "start", Mail.start("simple", "others go on"));
            Mail.awaitStarted(SHARED, "processInstanceBusinessKey=others+go+on", 1);
            assertThat(Mail.started(OTHER, "processInstanceBusinessKey=while+suspended"))
                    .isZero();
        } finally {
            Api.operator().post("/api/tenants/" + OTHER.id() + "/resume").expectSuccess();
        }

        Mail.awaitStarted(OTHER, "processInstanceBusinessKey=while+suspended", 1);
    }

    @Test
    void floodOfOneTenantShouldNotDelayAnother() throws SQLException {
        int flood = 2_000;
        String floodQuery = "processInstanceBusinessKeyLike=flood-%25";
        try (MessagePort port = Mail.open(operator);
                JMSContext together = port.context().createContext(JMSContext.SESSION_TRANSACTED);
                Connection database = Stack.server().postgres().connectAsSuperuser("netbuild")) {
            database.setAutoCommit(false);
            Databases.execute(database, "lock table %s.act_hi_procinst in share mode".formatted(SCHEMA.databaseName()));
            JMSProducer producer =
                    together.createProducer().setProperty("command", "start").setProperty("tenant_id", SCHEMA.id());
            for (int i = 0; i < flood; i++) {
                producer.setProperty("message_id", "flood-" + i)
                        .send(port.commands(), Mail.start("simple", "flood-" + i));
            }
            together.commit();
            await("all of the flood to be waiting").atMost(PATIENCE).until(() -> waiting(database) == flood);

            database.rollback();
            Mail.send(operator, SHARED, "start", Mail.start("simple", "in between"));
        }

        Mail.awaitStarted(SHARED, "processInstanceBusinessKey=in+between", 1);
        String started = SHARED.engine()
                .api()
                .get("/history/process-instance?processInstanceBusinessKey=in+between")
                .texts("startTime")
                .get(0);
        await("all of the flood").atMost(PATIENCE).until(() -> Mail.started(SCHEMA, floodQuery) == flood);
        assertThat(Mail.started(SCHEMA, floodQuery + "&startedBefore=" + Api.encoded(started)))
                .as("commands of the flood that were carried out before")
                .isLessThan(flood * 3 / 4);
    }

    /** Commands of the flood that have come from the broker and are not carried out. */
    private static long waiting(Connection database) throws SQLException {
        return Databases.number(
                database,
                "select count(*) from %s.workflow_inbox where message_id like 'flood-%%' and state = 'PENDING'"
                        .formatted(SCHEMA.databaseName()));
    }

    @ParameterizedTest
    @MethodSource("tenants")
    void historyShouldNameWhoHasSentTheCommand(TestTenant tenant) {
        String sender = People.member(tenant, "user");

        Mail.send(Keys.of(sender, tenant), tenant, "start", Mail.start("simple", "by " + sender));

        Mail.awaitStarted(tenant, "startedBy=" + sender, 1);
    }

    @ParameterizedTest
    @MethodSource("tenants")
    void whatTheSenderMayNotDoShouldBeDead(TestTenant tenant) {
        String sender = People.member(tenant, "user");
        tenant.engine()
                .api()
                .post(
                        "/authorization/create",
                        Map.of(
                                "type",
                                2,
                                "userId",
                                sender,
                                "resourceType",
                                8,
                                "resourceId",
                                "*",
                                "permissions",
                                List.of("CREATE")))
                .expect(200);

        Mail.send(Keys.of(sender, tenant), tenant, "start", Mail.start("simple", "not allowed"));

        Mail.Dead dead = Mail.dead(operator, 1).get(0);
        assertThat(dead.reason()).isEqualTo("not-authorized");
        assertThat(dead.text()).contains(sender);
        assertThat(Mail.started(tenant, "processInstanceBusinessKey=not+allowed"))
                .isZero();
    }

    @Test
    void commandOfWhoHasLeftTheTenantShouldBeDead() {
        String sender = People.member(OTHER, "user");
        ApiKey key = Keys.of(sender, OTHER);
        Api.operator()
                .post("/api/tenants/" + OTHER.id() + "/suspend", Map.of("reason", "a test"))
                .expectSuccess();
        try {
            Mail.send(key, OTHER, "start", Mail.start("simple", "has left"));
            OTHER.resource().delete("/members/" + sender).expect(204);
        } finally {
            Api.operator().post("/api/tenants/" + OTHER.id() + "/resume").expectSuccess();
        }

        assertThat(Mail.dead(operator, 1).get(0).reason()).isEqualTo("forbidden-tenant");
        assertThat(Mail.started(OTHER, "processInstanceBusinessKey=has+left")).isZero();
    }

    @Test
    void keyThatIsRevokedOrWrongShouldNotConnect() throws Exception {
        ApiKey revoked = Keys.ofTenant(SHARED);
        Mail.open(revoked).close();
        Keys.revoke(revoked);

        for (ApiKey bad : List.of(
                revoked,
                new ApiKey(keyOf(SHARED).id(), "wrong"),
                new ApiKey("nbk_unknown00", "x"),
                new ApiKey("ACTIVEMQ.CLUSTER.ADMIN.USER", "CHANGE ME!!"))) {
            assertThatThrownBy(() -> Mail.open(bad).send("t", "start", "1", "{}", null))
                    .as("%s", bad)
                    .isInstanceOf(JMSRuntimeException.class);
        }
    }

    @Test
    void connectionThatIsOpenShouldEndToBeOfUseWhenItsKeyIsRevoked() throws Exception {
        ApiKey key = Keys.ofTenant(SHARED);
        try (MessagePort port = Mail.open(key)) {
            port.send(SHARED.id(), "signal", Mail.id(), "{\"signalName\": \"nobody-waits\"}", null);
            Keys.revoke(key);

            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThatThrownBy(() ->
                            port.send(SHARED.id(), "signal", Mail.id(), "{\"signalName\": \"nobody-waits\"}", null))
                    .isInstanceOf(JMSRuntimeException.class));
        }
    }

    @Test
    void producerShouldSendCommandsAndNothingElse() {
        try (MessagePort port = Mail.open(keyOf(SHARED))) {
            assertThatThrownBy(
                            () -> port.context().createConsumer(port.commands()).receive(100))
                    .isInstanceOf(JMSRuntimeException.class);
            assertThatThrownBy(() ->
                            port.context().createConsumer(port.deadLetters()).receive(100))
                    .isInstanceOf(JMSRuntimeException.class);
            assertThatThrownBy(
                            () -> port.context().createConsumer(port.events()).receive(100))
                    .isInstanceOf(JMSRuntimeException.class);
            assertThatThrownBy(
                            () -> port.context().createBrowser(port.commands()).getEnumeration())
                    .hasMessageContaining("BROWSE");
            assertThatThrownBy(() -> port.context().createProducer().send(port.deadLetters(), "forged"))
                    .isInstanceOf(JMSRuntimeException.class);
            assertThatThrownBy(() ->
                            port.context().createProducer().send(port.context().createQueue("one-of-my-own"), "x"))
                    .isInstanceOf(JMSRuntimeException.class);
        }
    }
}
