package io.netbuild.tenant;

import io.netbuild.kernel.InvalidField;
import io.netbuild.kernel.PlainText;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The rules of the fields that a caller may set. */
final class TenantFields {

    private static final int LABELS = 32;
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._/-]{0,62}");

    private TenantFields() {}

    static Map<Limit, Long> limits(Map<Limit, Long> limits) {
        limits.forEach((limit, value) -> {
            if (value < 0) {
                throw InvalidField.of("limits." + limit.field(), value, "zero or more");
            }
        });
        return Map.copyOf(limits);
    }

    static Map<String, String> labels(Map<String, String> labels) {
        if (labels.size() > LABELS) {
            throw InvalidField.of("labels", labels.size() + " labels", "at most " + LABELS);
        }
        labels.forEach((name, value) -> {
            if (!LABEL.matcher(name).matches()) {
                throw InvalidField.of("labels", name, "named by 1 to 63 of a-z, A-Z, 0-9, '.', '_', '/' and '-'");
            }
            PlainText.require("labels." + name, value);
        });
        return Map.copyOf(new TreeMap<>(labels));
    }
}
