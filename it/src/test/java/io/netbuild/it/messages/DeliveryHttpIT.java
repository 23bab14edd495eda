package io.netbuild.it.messages;

import static io.netbuild.it.messages.SendingTenants.OPERATOR;
import static io.netbuild.it.messages.SendingTenants.OTHER;
import static io.netbuild.it.messages.SendingTenants.SCHEMA;
import static io.netbuild.it.messages.SendingTenants.SHARED;
import static io.netbuild.it.messages.SendingTenants.TENANTS;
import static io.netbuild.it.messages.SendingTenants.keyOf;
import static io.netbuild.it.messages.SendingTenants.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netbuild.dev.MessagePort;
import io.netbuild.it.stack.Api;
import io.netbuild.it.stack.Databases;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.TestModels;
import io.netbuild.it.tenants.TestTenant;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands are carried out once each, in their order, and do not wait for those of other tenants. */
class DeliveryHttpIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @ParameterizedTest
    @MethodSource(TENANTS)
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
        assertThat(Mail.dead(OPERATOR, 1).get(0).reason()).isEqualTo("unknown-definition");
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
        try (MessagePort port = Mail.open(OPERATOR);
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
            Mail.send(OPERATOR, SHARED, "start", Mail.start("simple", "in between"));
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
}
