package io.netbuild.dev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A variable as it is written on the command line, {@code name:Type=value}. */
record TypedVariable(String name, String type, JsonNode value) {
    private static final Pattern SYNTAX = Pattern.compile("([^:=]+)(?::([A-Za-z]+))?=(.*)", Pattern.DOTALL);
    private static final Set<String> TYPES =
            Set.of("Boolean", "Bytes", "Date", "Double", "Integer", "Json", "Long", "Null", "Short", "String");
    private static final Set<String> NUMBERS = Set.of("Integer", "Long", "Short", "Double");

    /** @throws StartRefusedException naming what is wrong with it */
    static TypedVariable parse(String text) {
        Matcher parts = SYNTAX.matcher(text);
        if (!parts.matches()) {
            throw new StartRefusedException("--variable " + text + ": must be name=value or name:Type=value");
        }
        String type = parts.group(2) == null ? "String" : parts.group(2);
        if (!TYPES.contains(type)) {
            throw new StartRefusedException("--variable %s: unknown type %s; there are %s"
                    .formatted(text, type, String.join(", ", new TreeSet<>(TYPES))));
        }
        try {
            return new TypedVariable(parts.group(1), type, value(type, parts.group(3)));
        } catch (IllegalArgumentException e) {
            throw new StartRefusedException("--variable " + text + ": not a value of type " + type);
        }
    }

    private static JsonNode value(String type, String text) {
        if (NUMBERS.contains(type)) {
            return JsonNodeFactory.instance.numberNode(new BigDecimal(text));
        }
        if (type.equals("Boolean")) {
            if (!text.equals("true") && !text.equals("false")) {
                throw new IllegalArgumentException();
            }
            return JsonNodeFactory.instance.booleanNode(text.equals("true"));
        }
        return type.equals("Null") ? JsonNodeFactory.instance.nullNode() : JsonNodeFactory.instance.textNode(text);
    }

    void addTo(ObjectNode variables) {
        variables.putObject(name).put("type", type).set("value", value);
    }
}
