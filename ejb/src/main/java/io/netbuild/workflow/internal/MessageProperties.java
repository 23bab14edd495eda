package io.netbuild.workflow.internal;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of the messages' properties, and what is done with all of them. */
final class MessageProperties {

    static final String TENANT = "tenant_id";
    static final String COMMAND = "command";
    static final String MESSAGE_ID = "message_id";
    static final String GROUP = "JMSXGroupID";
    static final String REASON = "netbuild_reason";
    static final String REASON_TEXT = "netbuild_reason_text";

    private MessageProperties() {}

    /** Null when the message has none of the name. */
    static @Nullable String text(Message message, String name) throws JMSException {
        return message.propertyExists(name) ? message.getStringProperty(name) : null;
    }

    /** Makes the properties of a received message writable; those of the broker's own are left out. */
    static void unlock(Message message) throws JMSException {
        Map<String, Object> kept = new LinkedHashMap<>();
        for (Object name : java.util.Collections.list(message.getPropertyNames())) {
            String property = String.valueOf(name);
            if (!property.startsWith("JMSX") || property.equals(GROUP)) {
                kept.put(property, message.getObjectProperty(property));
            }
        }
        message.clearProperties();
        for (Map.Entry<String, Object> property : kept.entrySet()) {
            message.setObjectProperty(property.getKey(), property.getValue());
        }
    }
}
