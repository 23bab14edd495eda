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

/**
 * The broker of a running platform from outside: the one in the server over its HTTP port, with an API key, or another one over its own. Not
 * thread-safe.
 */
public final class MessagePort implements AutoCloseable {
    private final ActiveMQConnectionFactory factory;
    private final JMSContext context;
    private final boolean inServer;

    private MessagePort(ActiveMQConnectionFactory factory, JMSContext context, boolean inServer) {
        this.factory = factory;
        this.context = context;
        this.inServer = inServer;
    }

    /**
     * @param url where the platform answers to HTTP, or {@code tcp://host:port} or {@code ssl://host:port} of a broker outside of it
     * @param key of the platform, or the id and password that another broker knows its sender by
     * @throws jakarta.jms.JMSRuntimeException when it does not answer or does not know the key
     */
    public static MessagePort open(URI url, ApiKey key) {
        boolean inServer = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        boolean tls = "https".equals(url.getScheme()) || "ssl".equals(url.getScheme());
        ActiveMQConnectionFactory factory =
                new ActiveMQConnectionFactory("tcp://%s:%d?sslEnabled=%s&reconnectAttempts=0%s"
                        .formatted(
                                url.getHost(),
                                port(url),
                                tls,
                                inServer ? "&httpUpgradeEnabled=true&httpUpgradeEndpoint=http-acceptor" : ""));
        try {
            return new MessagePort(factory, factory.createContext(key.id(), key.secret()), inServer);
        } catch (RuntimeException e) {
            factory.close();
            throw e;
        }
    }

    private static int port(URI url) {
        if (url.getPort() > 0) {
            return url.getPort();
        }
        return "https".equals(url.getScheme()) ? 443 : 80;
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
        producer.send(commands(), body);
    }

    public Queue commands() {
        return new ActiveMQQueue((inServer ? "jms.queue." : "") + "WorkflowCommands");
    }

    /** Where commands go that are never carried out; for operators' keys. */
    public Queue deadLetters() {
        return new ActiveMQQueue((inServer ? "jms.queue." : "") + "WorkflowCommandsDLQ");
    }

    /** For operators' keys. */
    public Topic events() {
        return new ActiveMQTopic((inServer ? "jms.topic." : "") + "WorkflowEvents");
    }

    @Override
    public void close() {
        context.close();
        factory.close();
    }
}
