package io.netbuild.workflow.internal;

import io.netbuild.workflow.JmsSettings;
import io.netbuild.workflow.RefusalReason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;

/** Sends what is never carried out to the dead letters, with the reason. Part of the running transaction. */
@ApplicationScoped
public class DeadLetters {

    private static final int MAX_TEXT = 1000;

    private final Broker broker;
    private final JmsSettings settings;

    @Inject
    DeadLetters(Broker broker, JmsSettings settings) {
        this.broker = broker;
        this.settings = settings;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected DeadLetters() {
        this(null, null);
    }

    /** Sends a received message on, whatever is in it. */
    void forward(JMSContext context, Message message, RefusalReason reason, String text) throws JMSException {
        MessageProperties.unlock(message);
        explain(message, reason, text);
        context.createProducer().send(broker.deadLetters(), message);
        WorkflowLog.LOG.dead(
                String.valueOf(MessageProperties.text(message, MessageProperties.MESSAGE_ID)),
                String.valueOf(MessageProperties.text(message, MessageProperties.TENANT)),
                reason.slug(),
                text);
    }

    /** Sends a command as the message that it came by. */
    void send(JMSContext context, IncomingCommand command, RefusalReason reason, String text) throws JMSException {
        TextMessage message = context.createTextMessage(command.body());
        message.setStringProperty(MessageProperties.TENANT, command.tenant().value());
        message.setStringProperty(MessageProperties.COMMAND, command.command());
        message.setStringProperty(MessageProperties.MESSAGE_ID, command.messageId());
        if (command.orderingKey() != null) {
            message.setStringProperty(MessageProperties.GROUP, command.orderingKey());
        }
        if (command.producer() != null && !settings.producerProperty().startsWith("JMSX")) {
            message.setStringProperty(settings.producerProperty(), command.producer());
        }
        explain(message, reason, text);
        context.createProducer().send(broker.deadLetters(), message);
        WorkflowLog.LOG.dead(command.messageId(), command.tenant().value(), reason.slug(), text);
    }

    private static void explain(Message message, RefusalReason reason, String text) throws JMSException {
        message.setStringProperty(MessageProperties.REASON, reason.slug());
        message.setStringProperty(
                MessageProperties.REASON_TEXT, text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…");
    }
}
