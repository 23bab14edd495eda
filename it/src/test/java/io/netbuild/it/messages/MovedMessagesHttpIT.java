package io.netbuild.it.messages;

import static io.netbuild.it.messages.SendingTenants.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netbuild.dev.MessagePort;
import io.netbuild.it.move.Gate;
import io.netbuild.it.move.Moving;
import io.netbuild.it.stack.Databases;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.TestModels;
import io.netbuild.it.tenants.TestTenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Commands to a tenant that moves: those that come while it is suspended or stands still wait, and each has its effect once, wherever the tenant lived when it came first. */
class MovedMessagesHttpIT {

    private static final TestTenant TENANT = TestTenant.shared("msg-moving");

    @Test
    void commandsShouldBeCarriedOutOnceWhereTheTenantHasMoved() throws SQLException {
        TENANT.create().engine().deploy(TestModels.all());
        String early = Mail.id();
        send(early, "early");
        Mail.awaitStarted(TENANT, "processInstanceBusinessKey=early", 1);
        TENANT.resource().post("/suspend", Map.of()).expect(200);
        send(Mail.id(), "waited");
        try (Connection database = Stack.server().postgres().connectAsSuperuser("netbuild")) {
            await("the command").atMost(Mail.PATIENCE).until(() -> parked(database) == 1);
        }
        for (String next : List.of("SCHEMA", "DATABASE", "SHARED")) {
            Moving.move(TENANT, next);
        }
        TENANT.resource().post("/resume").expect(200);
        Mail.awaitStarted(TENANT, "processInstanceBusinessKey=waited", 1);

        String move;
        try (Gate gate = Gate.at("FROZEN")) {
            move = Moving.begin(TENANT, "SCHEMA");
            gate.awaitSomebody();
            send(early, "early");
            send(Mail.id(), "while-frozen");
        }
        Moving.done(TENANT.resource(), move);

        Mail.awaitStarted(TENANT, "processInstanceBusinessKey=while-frozen", 1);
        send(early, "early");
        send(Mail.id(), "last");
        Mail.awaitStarted(TENANT, "processInstanceBusinessKey=last", 1);
        assertThat(Mail.started(TENANT, "")).isEqualTo(4);
    }

    private static void send(String id, String businessKey) {
        try (MessagePort port = Mail.open(OPERATOR)) {
            port.send(TENANT.id(), "start", id, Mail.start("simple", businessKey), null);
        }
    }

    private static long parked(Connection database) throws SQLException {
        return Databases.number(
                database, "select count(*) from netbuild.workflow_parked where tenant_id = '%s'".formatted(TENANT));
    }
}
