package io.netbuild.workflow.internal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The message broker as the server knows it. What it is, the one in the server or another, is the server's configuration; the names are {@code
 * netbuild.jms.connection-factory} (default {@code java:/jms/WorkflowConnections}), {@code queue} ({@code java:/jms/WorkflowCommands}), {@code
 * dead-letter-queue} ({@code java:/jms/WorkflowCommandsDLQ}) and {@code events-topic} ({@code java:/jms/WorkflowEvents}).
 */
@ApplicationScoped
public class Broker {

    private final String connectionFactory;
    private final String queue;
    private final String deadLetterQueue;
    private final String topic;

    @Inject
    Broker(
            @ConfigProperty(name = "netbuild.jms.connection-factory", defaultValue = "java:/jms/WorkflowConnections")
                    String connectionFactory,
            @ConfigProperty(name = "netbuild.jms.queue", defaultValue = "java:/jms/WorkflowCommands") String queue,
            @ConfigProperty(name = "netbuild.jms.dead-letter-queue", defaultValue = "java:/jms/WorkflowCommandsDLQ")
                    String deadLetterQueue,
            @ConfigProperty(name = "netbuild.jms.events-topic", defaultValue = "java:/jms/WorkflowEvents")
                    String topic) {
        this.connectionFactory = connectionFactory;
        this.queue = queue;
        this.deadLetterQueue = deadLetterQueue;
        this.topic = topic;
    }

    /** For the CDI proxy. */
    protected Broker() {
        this("", "", "", "");
    }

    /** A context whose work is part of the running transaction; to be closed before that ends. */
    public JMSContext connect() throws NamingException {
        ConnectionFactory factory = InitialContext.doLookup(connectionFactory);
        return factory.createContext();
    }

    public Queue commands() throws NamingException {
        return InitialContext.doLookup(queue);
    }

    public Queue deadLetters() throws NamingException {
        return InitialContext.doLookup(deadLetterQueue);
    }

    public Topic events() throws NamingException {
        return InitialContext.doLookup(topic);
    }

    /** The JNDI name of the queue of commands. */
    public String commandsName() {
        return queue;
    }
}
