package io.netbuild.dev;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import java.net.URI;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;
import org.apache.activemq.artemis.jms.client.ActiveMQTopic;
import org.jspecify.annotations.Nullable;

/** The broker of a running platform from outside: over its HTTP port, with an API key. Not thread-safe. */
public final class MessagePort implements AutoCloseable {
    private static final Queue COMMANDS = new ActiveMQQueue("jms.queue.WorkflowCommands");
    private static final Queue DEAD_LETTERS = new ActiveMQQueue("jms.queue.WorkflowCommandsDLQ");
    private static final Topic EVENTS = new ActiveMQTopic("jms.topic.WorkflowEvents");

    private final ActiveMQConnectionFactory factory;
    private final JMSContext context;

    private MessagePort(ActiveMQConnectionFactory factory, JMSContext context) {
        this.factory = factory;
        this.context = context;
    }

    /**
     * @param platform where it answers to HTTP
     * @throws jakarta.jms.JMSRuntimeException when it does not answer or does not know the key
     */
    public static MessagePort open(URI platform, ApiKey key) {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(
                "tcp://%s:%d?httpUpgradeEnabled=true&httpUpgradeEndpoint=http-acceptor&sslEnabled=%s&reconnectAttempts=0"
                        .formatted(platform.getHost(), port(platform), "https".equals(platform.getScheme())));
        try {
            return new MessagePort(factory, factory.createContext(key.id(), key.secret()));
        } catch (RuntimeException e) {
            factory.close();
            throw e;
        }
    }

    private static int port(URI platform) {
        if (platform.getPort() > 0) {
            return platform.getPort();
        }
        return "https".equals(platform.getScheme()) ? 443 : 80;
    }

    /** For what the other methods do not do. */
    public JMSContext context() {
        return context;
    }

    /** @param group what is sent with one group is carried out in its order; null: by the business key */
    public void send(String tenant, String command, String messageId, String body, @Nullable String group) {
        JMSProducer producer = context.createProducer()
                .setProperty("tenant_id", tenant)
                .setProperty("command", command)
                .setProperty("message_id", messageId);
        if (group != null) {
            producer.setProperty("JMSXGroupID", group);
        }
        producer.send(COMMANDS, body);
    }

    public Queue commands() {
        return COMMANDS;
    }

    /** Where commands go that are never carried out; for operators' keys. */
    public Queue deadLetters() {
        return DEAD_LETTERS;
    }

    /** For operators' keys. */
    public Topic events() {
        return EVENTS;
    }

    @Override
    public void close() {
        context.close();
        factory.close();
    }
}
