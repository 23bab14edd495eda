package io.netbuild.it.messages;

import static io.netbuild.it.messages.SendingTenants.OPERATOR;
import static io.netbuild.it.messages.SendingTenants.OTHER;
import static io.netbuild.it.messages.SendingTenants.SHARED;
import static io.netbuild.it.messages.SendingTenants.TENANTS;
import static io.netbuild.it.messages.SendingTenants.keyOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netbuild.dev.ApiKey;
import io.netbuild.dev.MessagePort;
import io.netbuild.it.stack.Api;
import io.netbuild.it.tenants.People;
import io.netbuild.it.tenants.TestTenant;
import jakarta.jms.JMSRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may send commands, and what is carried out in whose name. */
class SenderRightsHttpIT {

    @ParameterizedTest
    @MethodSource(TENANTS)
    void historyShouldNameWhoHasSentTheCommand(TestTenant tenant) {
        String sender = People.member(tenant, "user");

        Mail.send(Keys.of(sender, tenant), tenant, "start", Mail.start("simple", "by " + sender));

        Mail.awaitStarted(tenant, "startedBy=" + sender, 1);
    }

    @ParameterizedTest
    @MethodSource(TENANTS)
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

        Mail.Dead dead = Mail.dead(OPERATOR, 1).get(0);
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

        assertThat(Mail.dead(OPERATOR, 1).get(0).reason()).isEqualTo("forbidden-tenant");
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
