package io.netbuild.workflow;

import io.netbuild.kernel.InvalidField;
import io.netbuild.kernel.NetBuildException;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a command, exactly as {@code docs/reference/workflow-command.schema.json} says: what the schema does not know is refused, not
 * passed over.
 */
public final class CommandFormat {

    static final int MAX_TEXT = 255;

    private CommandFormat() {}

    /** Reads one kind of command. */
    @FunctionalInterface
    private interface Kind {
        WorkflowCommand read(Fields fields);
    }

    private record Known(Set<String> fields, Kind kind) {}

    private static final Map<String, Known> COMMANDS = Map.of(
            "start",
            new Known(
                    Set.of("processDefinitionKey", "businessKey", "variables"),
                    fields -> new WorkflowCommand.Start(
                            fields.required("processDefinitionKey"),
                            fields.optional("businessKey"),
                            fields.variables("variables"))),
            "correlate",
            new Known(
                    Set.of("messageName", "businessKey", "processInstanceId", "correlationKeys", "variables"),
                    fields -> new WorkflowCommand.Correlate(
                            fields.required("messageName"),
                            fields.optional("businessKey"),
                            fields.optional("processInstanceId"),
                            correlationKeys(fields),
                            fields.variables("variables"))),
            "signal",
            new Known(
                    Set.of("signalName", "variables"),
                    fields -> new WorkflowCommand.Signal(fields.required("signalName"), fields.variables("variables"))),
            "complete-external-task",
            new Known(
                    Set.of("externalTaskId", "workerId", "businessKey", "variables"),
                    fields -> new WorkflowCommand.CompleteExternalTask(
                            fields.required("externalTaskId"),
                            fields.required("workerId"),
                            fields.optional("businessKey"),
                            fields.variables("variables"))));

    /**
     * @param command what the message asks for, null when it does not say
     * @throws CommandRefusedException with {@link RefusalReason#UNKNOWN_COMMAND} or {@link RefusalReason#INVALID_MESSAGE}, naming the field, its value
     *     and the rule
     */
    public static WorkflowCommand read(@Nullable String command, String body) {
        Known known = command == null ? null : COMMANDS.get(command);
        if (known == null) {
            throw new CommandRefusedException(
                    RefusalReason.UNKNOWN_COMMAND,
                    "command is %s, rule: one of %s"
                            .formatted(
                                    command == null ? "nothing" : "'" + shortened(command) + "'",
                                    new TreeSet<>(COMMANDS.keySet())));
        }
        try {
            Fields fields = new Fields(object(body));
            fields.requireKnown(known.fields());
            return known.kind().read(fields);
        } catch (NetBuildException e) {
            throw new CommandRefusedException(RefusalReason.INVALID_MESSAGE, String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, Object> correlationKeys(Fields fields) {
        Map<String, Object> keys = new HashMap<>();
        VariableMap typed = fields.variables("correlationKeys");
        typed.keySet().forEach(name -> {
            Object value = typed.get(name);
            if (value == null) {
                throw InvalidField.of("correlationKeys." + name, null, "a value");
            }
            keys.put(name, value);
        });
        return keys;
    }

    private static JsonObject object(String body) {
        try (JsonReader reader = Json.createReader(new StringReader(body))) {
            if (reader.readValue() instanceof JsonObject object) {
                return object;
            }
        } catch (JsonException | IllegalStateException e) {
            throw InvalidField.of("body", body, "a JSON object");
        }
        throw InvalidField.of("body", body, "a JSON object");
    }

    private static String shortened(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
    }

    /** The fields of a body. */
    private record Fields(JsonObject object) {

        void requireKnown(Set<String> known) {
            object.keySet().stream()
                    .filter(name -> !known.contains(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw InvalidField.of(name, object.get(name), "no fields but " + new TreeSet<>(known));
                    });
        }

        String required(String name) {
            String text = optional(name);
            if (text == null) {
                throw InvalidField.of(name, null, "1 to " + MAX_TEXT + " characters");
            }
            return text;
        }

        @Nullable
        String optional(String name) {
            JsonValue value = object.get(name);
            if (value == null) {
                return null;
            }
            if (value instanceof JsonString text
                    && text.getString().codePointCount(0, text.getString().length()) <= MAX_TEXT
                    && !text.getString().isEmpty()
                    && text.getString().indexOf('\0') < 0) {
                return text.getString();
            }
            throw InvalidField.of(name, value, "1 to " + MAX_TEXT + " characters");
        }

        VariableMap variables(String name) {
            JsonValue value = object.get(name);
            if (value == null) {
                return Variables.createVariables();
            }
            if (value instanceof JsonObject variables) {
                return TypedVariables.read(name, variables);
            }
            throw InvalidField.of(name, value, "an object of variables");
        }
    }
}
