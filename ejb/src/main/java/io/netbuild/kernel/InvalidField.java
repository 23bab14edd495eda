package io.netbuild.kernel;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Errors about a single field of a request: they always name the field, the value and the rule. */
public final class InvalidField {

    private static final int SHOWN_CHARACTERS = 100;

    private InvalidField() {}

    /** @param value what was given, null when nothing was; long values are cut in the message */
    public static NetBuildException of(String field, @Nullable Object value, String rule) {
        String shown = value == null ? "nothing" : "'" + abbreviated(value.toString()) + "'";
        return new NetBuildException(
                ErrorCode.INVALID_FIELD,
                "%s is %s, rule: %s".formatted(field, shown, rule),
                Map.of("field", field, "value", value == null ? "" : abbreviated(value.toString()), "rule", rule));
    }

    private static String abbreviated(String value) {
        return value.length() <= SHOWN_CHARACTERS ? value : value.substring(0, SHOWN_CHARACTERS) + "…";
    }
}
