package io.netbuild.probe.internal;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * The queue of workflows as a producer outside of the server uses it, with a key, and what became of messages as the server sees it.
 *
 * @param outside connections that ask for a key
 * @param inside the application's own connections
 */
record CommandQueue(ConnectionFactory outside, ConnectionFactory inside, Queue commands, Queue deadLetters) {

    private static final String TENANT = "tenant_id";
    private static final String COMMAND = "command";
    private static final String MESSAGE_ID = "message_id";
    private static final String REASON = "netbuild_reason";

    /** Empty when this server has no such queue. */
    static Optional<CommandQueue> find() {
        try {
            return Optional.of(new CommandQueue(
                    InitialContext.doLookup("java:jboss/exported/jms/WorkflowConnections"),
                    InitialContext.doLookup("java:/jms/WorkflowConnections"),
                    InitialContext.doLookup("java:/jms/WorkflowCommands"),
                    InitialContext.doLookup("java:/jms/WorkflowCommandsDLQ")));
        } catch (NamingException e) {
            return Optional.empty();
        }
    }

    /**
     * Sends a command.
     *
     * @param tenant the tenant that it names
     * @return the id of the message
     * @throws jakarta.jms.JMSRuntimeException when the broker refuses the key or the message
     */
    String send(ProbeKey key, String tenant, String command, String body) {
        String id = "probe-" + UUID.randomUUID();
        try (JMSContext context = outside.createContext(key.id(), key.secret())) {
            context.createProducer()
                    .setProperty(TENANT, tenant)
                    .setProperty(COMMAND, command)
                    .setProperty(MESSAGE_ID, id)
                    .send(commands, body);
        }
        return id;
    }

    /** Takes a message out of the dead letters; returns why it got there, or nothing when it does not in this time. */
    Optional<String> deadLetter(String messageId, Duration patience) throws JMSException {
        try (JMSContext context = inside.createContext();
                JMSConsumer consumer =
                        context.createConsumer(deadLetters, "%s = '%s'".formatted(MESSAGE_ID, messageId))) {
            Message dead = consumer.receive(patience.toMillis());
            return dead == null ? Optional.empty() : Optional.of(String.valueOf(dead.getStringProperty(REASON)));
        }
    }
}
