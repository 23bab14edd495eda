package io.netbuild.it.messages;

import static org.awaitility.Awaitility.await;

import io.netbuild.dev.ApiKey;
import io.netbuild.dev.MessagePort;
import io.netbuild.it.stack.Stack;
import io.netbuild.it.tenants.TestTenant;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sending commands and reading what has become of them. */
final class Mail {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private Mail() {}

    static MessagePort open(ApiKey key) {
        return MessagePort.open(Stack.server().httpUrl(), key);
    }

    static String id() {
        return UUID.randomUUID().toString();
    }

    static String start(String definition, String businessKey) {
        return "{\"processDefinitionKey\":\"%s\",\"businessKey\":\"%s\"}".formatted(definition, businessKey);
    }

    /** @return the id of the message */
    static String send(ApiKey key, TestTenant tenant, String command, String body) {
        String id = id();
        try (MessagePort port = open(key)) {
            port.send(tenant.id(), command, id, body, null);
        }
        return id;
    }

    /** How many instances of a process the tenant has had, those that have ended included. */
    static int started(TestTenant tenant, String query) {
        return tenant.engine()
                .api()
                .get("/history/process-instance/count?" + query)
                .expect(200)
                .json()
                .path("count")
                .asInt(-1);
    }

    static void awaitStarted(TestTenant tenant, String query, int count) {
        await("instances of " + tenant + " with " + query)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> started(tenant, query) == count);
    }

    /**
     * A dead letter.
     *
     * @param reason its code
     */
    record Dead(
            @Nullable String messageId, @Nullable String tenant, String reason, String text, @Nullable String body) {}

    /** Takes all dead letters there are, waiting for as many. */
    static List<Dead> dead(ApiKey operator, int count) {
        List<Dead> letters = new ArrayList<>();
        try (MessagePort port = open(operator);
                JMSConsumer consumer = port.context().createConsumer(port.deadLetters())) {
            while (letters.size() < count) {
                Message message = consumer.receive(PATIENCE.toMillis());
                if (message == null) {
                    throw new AssertionError("Only " + letters.size() + " dead letters: " + letters);
                }
                letters.add(new Dead(
                        message.getStringProperty("message_id"),
                        message.getStringProperty("tenant_id"),
                        message.getStringProperty("netbuild_reason"),
                        message.getStringProperty("netbuild_reason_text"),
                        message instanceof TextMessage text ? text.getText() : null));
            }
            return letters;
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }
}
