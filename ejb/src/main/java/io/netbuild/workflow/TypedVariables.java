package io.netbuild.workflow;

import io.netbuild.kernel.InvalidField;
import io.netbuild.kernel.NetBuildException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.camunda.spin.plugin.variable.SpinValues;

/**
 * Variables as the engine's REST API writes them: {@code {"amount": {"value": 42, "type": "Integer"}}}. The type is required. Objects and files are
 * not taken: what a class means is the server's business, not a sender's.
 */
final class TypedVariables {

    private static final int MAX_NAME = 255;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ");

    /** The engine's own limit for what it can search by. */
    private static final int MAX_STRING = 4000;

    /** Makes a value of one type. */
    @FunctionalInterface
    private interface Type {
        /** @throws RuntimeException when the value is not of the type */
        TypedValue of(JsonValue value);
    }

    private static final Map<String, Type> TYPES = Map.ofEntries(
            Map.entry("Boolean", value -> Variables.booleanValue(bool(value))),
            Map.entry(
                    "Bytes",
                    value -> Variables.byteArrayValue(Base64.getDecoder().decode(text(value)))),
            Map.entry("Date", value -> Variables.dateValue(date(text(value)))),
            Map.entry(
                    "Double",
                    value -> Variables.doubleValue(finite(number(value).doubleValue()))),
            Map.entry("Integer", value -> Variables.integerValue(number(value).intValueExact())),
            Map.entry("Json", value -> SpinValues.jsonValue(text(value)).create()),
            Map.entry("Long", value -> Variables.longValue(number(value).longValueExact())),
            Map.entry("Null", value -> nothing(value)),
            Map.entry(
                    "Short",
                    value ->
                            Variables.shortValue(number(value).bigDecimalValue().shortValueExact())),
            Map.entry("String", value -> Variables.stringValue(shortText(value))));

    private TypedVariables() {}

    /** @throws NetBuildException with {@link io.netbuild.kernel.ErrorCode#INVALID_FIELD} */
    static VariableMap read(String field, JsonObject variables) {
        VariableMap read = Variables.createVariables();
        variables.forEach((name, value) -> {
            String path = field + "." + name;
            if (name.isEmpty() || name.length() > MAX_NAME || name.indexOf('\0') >= 0) {
                throw InvalidField.of(field, name, "names of 1 to " + MAX_NAME + " characters");
            }
            if (!(value instanceof JsonObject typed) || !typed.keySet().equals(Set.of("value", "type"))) {
                throw InvalidField.of(path, value, "an object with value and type");
            }
            read.putValueTyped(name, value(path, typed));
        });
        return read;
    }

    private static TypedValue value(String path, JsonObject typed) {
        JsonValue value = typed.getOrDefault("value", JsonValue.NULL);
        Type type = typed.get("type") instanceof JsonString name ? TYPES.get(name.getString()) : null;
        if (type == null) {
            throw InvalidField.of(path + ".type", typed.get("type"), "one of " + new TreeSet<>(TYPES.keySet()));
        }
        try {
            return type.of(value);
        } catch (ArithmeticException | IllegalArgumentException | DateTimeException | ClassCastException e) {
            throw InvalidField.of(path + ".value", value, "a value of type " + typed.getString("type"));
        }
    }

    private static boolean bool(JsonValue value) {
        if (value != JsonValue.TRUE && value != JsonValue.FALSE) {
            throw new IllegalArgumentException();
        }
        return value == JsonValue.TRUE;
    }

    private static double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new ArithmeticException();
        }
        return value;
    }

    private static JsonNumber number(JsonValue value) {
        return (JsonNumber) value;
    }

    private static String text(JsonValue value) {
        String text = ((JsonString) value).getString();
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(); // PostgreSQL has no such text
        }
        return text;
    }

    private static String shortText(JsonValue value) {
        String text = text(value);
        if (text.codePointCount(0, text.length()) > MAX_STRING) {
            throw new IllegalArgumentException();
        }
        return text;
    }

    private static Date date(String text) {
        return Date.from(OffsetDateTime.parse(text, DATE).toInstant());
    }

    private static TypedValue nothing(JsonValue value) {
        if (value != JsonValue.NULL) {
            throw new IllegalArgumentException();
        }
        return Variables.untypedNullValue();
    }
}
