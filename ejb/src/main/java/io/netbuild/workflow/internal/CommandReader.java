package io.netbuild.workflow.internal;

import io.netbuild.kernel.InvalidField;
import io.netbuild.kernel.NetBuildException;
import io.netbuild.kernel.TenantId;
import io.netbuild.workflow.CommandFormat;
import io.netbuild.workflow.CommandRefusedException;
import io.netbuild.workflow.JmsSettings;
import io.netbuild.workflow.RefusalReason;
import io.netbuild.workflow.WorkflowCommand;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import org.jspecify.annotations.Nullable;

/** From a message to a command: checks its format and whether its sender may name its tenant. */
@ApplicationScoped
public class CommandReader {

    private static final int MAX_ID = 100;
    private static final int MAX_KEY = 255;
    private static final int MAX_BODY = 1024 * 1024;

    /** What Artemis knows of a large message before it is read. */
    private static final String LARGE_SIZE = "_AMQ_LARGE_SIZE";

    private static final String COMPRESSED = "_AMQ_LARGE_COMPRESSED";

    private final JmsSettings settings;
    private final Producers producers;

    @Inject
    CommandReader(JmsSettings settings, Producers producers) {
        this.settings = settings;
        this.producers = producers;
    }

    /** For the CDI proxy. */
    @SuppressWarnings("NullAway")
    protected CommandReader() {
        this(null, null);
    }

    /** @throws CommandRefusedException when it can never be carried out */
    IncomingCommand read(Message message) throws JMSException {
        TenantId tenant = tenant(MessageProperties.text(message, MessageProperties.TENANT));
        String producer = MessageProperties.text(message, settings.producerProperty());
        requireAllowed(producer, tenant);
        if (!(message instanceof TextMessage text)) {
            throw new CommandRefusedException(RefusalReason.INVALID_MESSAGE, "The message is not a text message");
        }
        String messageId = required(MessageProperties.text(message, MessageProperties.MESSAGE_ID));
        String name = MessageProperties.text(message, MessageProperties.COMMAND);
        String body = body(text);
        WorkflowCommand command = CommandFormat.read(name, body);
        String group = optional(MessageProperties.text(message, MessageProperties.GROUP));
        return new IncomingCommand(
                tenant, messageId, group == null ? command.businessKey() : group, String.valueOf(name), body, producer);
    }

    /** Looks at the size first: what is too large must not come into memory. */
    private static String body(TextMessage message) throws JMSException {
        boolean large = message.propertyExists(COMPRESSED)
                || (message.propertyExists(LARGE_SIZE) && message.getLongProperty(LARGE_SIZE) > 2L * MAX_BODY);
        String body = large ? null : message.getText();
        if (large || (body != null && body.length() > MAX_BODY)) {
            throw new CommandRefusedException(
                    RefusalReason.INVALID_MESSAGE,
                    "The body is too large, rule: at most %d characters, not compressed".formatted(MAX_BODY));
        }
        return body == null ? "" : body;
    }

    private static TenantId tenant(@Nullable String id) {
        if (id == null || id.isEmpty()) {
            throw new CommandRefusedException(
                    RefusalReason.MISSING_TENANT, "The property tenant_id is missing: no tenant, no work");
        }
        try {
            return new TenantId(id);
        } catch (NetBuildException e) {
            throw new CommandRefusedException(RefusalReason.INVALID_MESSAGE, String.valueOf(e.getMessage()));
        }
    }

    private void requireAllowed(@Nullable String producer, TenantId tenant) {
        if (producer == null ? settings.producerRequired() : !producers.mayName(producer, tenant)) {
            throw new CommandRefusedException(
                    RefusalReason.FORBIDDEN_TENANT,
                    "The sender, %s, may not name tenant '%s'"
                            .formatted(producer == null ? "unknown" : producer, tenant));
        }
    }

    private static String required(@Nullable String messageId) {
        if (messageId == null || messageId.isEmpty() || messageId.length() > MAX_ID || messageId.indexOf('\0') >= 0) {
            throw invalid(InvalidField.of(MessageProperties.MESSAGE_ID, messageId, "1 to " + MAX_ID + " characters"));
        }
        return messageId;
    }

    private static @Nullable String optional(@Nullable String group) {
        if (group != null && (group.isEmpty() || group.length() > MAX_KEY || group.indexOf('\0') >= 0)) {
            throw invalid(InvalidField.of(MessageProperties.GROUP, group, "1 to " + MAX_KEY + " characters"));
        }
        return group;
    }

    private static CommandRefusedException invalid(NetBuildException cause) {
        return new CommandRefusedException(RefusalReason.INVALID_MESSAGE, String.valueOf(cause.getMessage()));
    }
}
