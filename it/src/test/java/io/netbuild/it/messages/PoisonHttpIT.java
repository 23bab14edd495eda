package io.netbuild.it.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.netbuild.dev.ApiKey;
import io.netbuild.dev.MessagePort;
import io.netbuild.dev.demo.Models;
import io.netbuild.it.tenants.TestTenant;
import jakarta.jms.JMSProducer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What can never be carried out ends among the dead letters, with the reason, and holds nobody up. */
class PoisonHttpIT {

    private static final TestTenant TENANT = TestTenant.shared("poison");
    private static final TestTenant OTHER = TestTenant.schema("poison-other");
    private static final String GOOD = Mail.start("simple", "good");

    private static ApiKey key;
    private static ApiKey operator;

    @BeforeAll
    static void make() {
        TENANT.create().engine().deploy(Models.of("simple"));
        OTHER.create().engine().deploy(Models.of("simple"));
        key = Keys.ofTenant(TENANT);
        operator = Keys.ofOperator();
    }

    static Stream<Arguments> poison() {
        return Stream.of(
                Arguments.of("start", "this is no JSON", "invalid-message", "body"),
                Arguments.of("start", "[]", "invalid-message", "body"),
                Arguments.of("start", "", "invalid-message", "body"),
                Arguments.of("start", "{}", "invalid-message", "processDefinitionKey is nothing"),
                Arguments.of("start", "{\"processDefinitionKey\": 7}", "invalid-message", "'7'"),
                Arguments.of("start", "{\"processDefinitionKey\": \"simple\", \"more\": 1}", "invalid-message", "more"),
                Arguments.of(
                        "start",
                        "{\"processDefinitionKey\": \"simple\", \"variables\": {\"x\": {\"value\": \"1\", \"type\": \"Integer\"}}}",
                        "invalid-message",
                        "variables.x.value"),
                Arguments.of(
                        "start",
                        "{\"processDefinitionKey\": \"simple\", \"variables\": {\"x\": {\"value\": \"rO0\", \"type\": \"Object\"}}}",
                        "invalid-message",
                        "variables.x.type"),
                Arguments.of("delete-everything", GOOD, "unknown-command", "delete-everything"),
                Arguments.of("start", Mail.start("no-such", "x"), "unknown-definition", "no-such"),
                Arguments.of(
                        "complete-external-task",
                        "{\"externalTaskId\": \"no-such\", \"workerId\": \"w\"}",
                        "unknown-external-task",
                        "no-such"));
    }

    @ParameterizedTest
    @MethodSource("poison")
    void poisonShouldBeDeadWithItsReason(String command, String body, String reason, String text) {
        String id = Mail.send(key, TENANT, command, body);

        Mail.Dead dead = Mail.dead(operator, 1).get(0);

        assertThat(dead.messageId()).isEqualTo(id);
        assertThat(dead.tenant()).isEqualTo(TENANT.id());
        assertThat(dead.reason()).isEqualTo(reason);
        assertThat(dead.text()).contains(text);
        assertThat(dead.body()).isEqualTo(body);
    }

    private static Mail.Dead deadAfter(java.util.function.Consumer<MessagePort> sending) {
        try (MessagePort port = Mail.open(key)) {
            sending.accept(port);
        }
        return Mail.dead(operator, 1).get(0);
    }

    private static JMSProducer producer(MessagePort port) {
        return port.context()
                .createProducer()
                .setProperty("tenant_id", TENANT.id())
                .setProperty("command", "start")
                .setProperty("message_id", "m");
    }

    @Test
    void messageWithoutATenantShouldBeDead() {
        assertThat(deadAfter(port -> port.context()
                                .createProducer()
                                .setProperty("command", "start")
                                .setProperty("message_id", "m")
                                .send(port.commands(), GOOD))
                        .reason())
                .isEqualTo("missing-tenant");
    }

    @Test
    void messageWithoutACommandOrAnIdShouldBeDead() {
        assertThat(deadAfter(port -> port.context()
                                .createProducer()
                                .setProperty("tenant_id", TENANT.id())
                                .setProperty("message_id", "m")
                                .send(port.commands(), GOOD))
                        .reason())
                .isEqualTo("unknown-command");
        Mail.Dead dead = deadAfter(port -> port.context()
                .createProducer()
                .setProperty("tenant_id", TENANT.id())
                .setProperty("command", "start")
                .send(port.commands(), GOOD));
        assertThat(dead.reason()).isEqualTo("invalid-message");
        assertThat(dead.text()).contains("message_id");
        assertThat(deadAfter(port -> port.send(TENANT.id(), "start", "x".repeat(101), GOOD, null))
                        .text())
                .contains("message_id");
    }

    @Test
    void tenantIdThatIsNoneShouldBeDead() {
        assertThat(deadAfter(port -> port.send("Not A Tenant'; --", "start", "m", GOOD, null))
                        .reason())
                .isEqualTo("invalid-message");
    }

    @Test
    void messagesThatAreNoTextShouldBeDead() {
        assertThat(deadAfter(port -> producer(port).send(port.commands(), new byte[] {1, 2, 3}))
                        .reason())
                .isEqualTo("invalid-message");
        assertThat(deadAfter(port -> producer(port).send(port.commands(), new java.util.Date()))
                        .reason())
                .isEqualTo("invalid-message");
    }

    @Test
    void largeMessageShouldBeReadAndStampedLikeASmallOne() {
        String large = "x".repeat(400_000);
        Mail.Dead dead = deadAfter(port -> producer(port)
                .setProperty("tenant_id", OTHER.id())
                .setProperty("netbuild_producer", operator.id())
                .send(port.commands(), "{\"processDefinitionKey\": \"" + large + "\"}"));

        assertThat(dead.reason()).isEqualTo("forbidden-tenant");
        assertThat(dead.body()).contains(large);
    }

    @Test
    void bodyThatIsTooLargeShouldBeDead() {
        String tooLarge = "{\"processDefinitionKey\": \"" + "x".repeat(3 * 1024 * 1024) + "\"}";

        Mail.Dead dead = deadAfter(port -> port.send(TENANT.id(), "start", "m", tooLarge, null));

        assertThat(dead.reason()).isEqualTo("invalid-message");
        assertThat(dead.text()).contains("too large");
    }

    @Test
    void tenantOfSomebodyElseShouldBeForbiddenWhateverTheSenderClaimsToBe() {
        for (String claim : List.of("", operator.id())) {
            Mail.Dead dead = deadAfter(port -> producer(port)
                    .setProperty("tenant_id", OTHER.id())
                    .setProperty("netbuild_producer", claim)
                    .setProperty("JMSXUserID", operator.id())
                    .send(port.commands(), GOOD));

            assertThat(dead.reason()).isEqualTo("forbidden-tenant");
        }
        assertThat(Mail.started(OTHER, "processInstanceBusinessKey=good")).isZero();
    }

    @Test
    void operatorsKeyShouldNameAnyTenantThatThereIs() {
        Mail.send(operator, OTHER, "start", Mail.start("simple", "by an operator"));
        Mail.awaitStarted(OTHER, "processInstanceBusinessKey=by+an+operator", 1);

        Mail.send(operator, TestTenant.shared("nobody-knows"), "start", GOOD);
        assertThat(Mail.dead(operator, 1).get(0).reason()).isEqualTo("unknown-tenant");
    }
}
