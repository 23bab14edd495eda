package io.netbuild.web.api;

import io.netbuild.kernel.InvalidField;
import io.netbuild.security.Role;
import io.netbuild.tenant.Limit;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Fields of requests, on their way to types. */
final class Fields {

    private Fields() {}

    static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw InvalidField.of(field, null, "given");
        }
        return value;
    }

    static int integer(String field, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw InvalidField.of(field, value, "a whole number");
        }
    }

    static long number(String field, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw InvalidField.of(field, value, "a whole number");
        }
    }

    static boolean bool(String field, String value) {
        if (!value.equals("true") && !value.equals("false")) {
            throw InvalidField.of(field, value, "true or false");
        }
        return value.equals("true");
    }

    /** Role of a member. */
    static Role memberRole(String name) {
        return switch (name) {
            case Role.TENANT_ADMIN_NAME -> Role.TENANT_ADMIN;
            case Role.USER_NAME -> Role.USER;
            default -> throw InvalidField.of("role", name, "tenant-admin or user");
        };
    }

    /** None of them null; empty for null. */
    static List<String> texts(String field, @Nullable List<String> texts) {
        return texts == null
                ? List.of()
                : texts.stream().map(text -> required(field, text)).toList();
    }

    static UUID uuid(String field, String value) {
        try {
            return UUID.fromString(value);
        } catch (IllegalArgumentException e) {
            throw InvalidField.of(field, value, "a UUID");
        }
    }

    /** A moment of ISO 8601; null for null. */
    static @Nullable Instant instant(String field, @Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeParseException e) {
            throw InvalidField.of(field, value, "a moment such as 2030-01-31T22:00:00Z");
        }
    }

    static @Nullable Duration duration(String field, @Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            return Duration.parse(value);
        } catch (DateTimeParseException e) {
            throw InvalidField.of(field, value, "a duration such as PT30M");
        }
    }

    static Map<Limit, Long> limits(Map<String, @Nullable Long> limits) {
        Map<Limit, Long> parsed = new HashMap<>();
        limits.forEach((name, value) -> parsed.put(Limit.parse(name), required("limits." + name, value)));
        return parsed;
    }

    static Map<String, String> labels(Map<String, @Nullable String> labels) {
        Map<String, String> checked = new HashMap<>();
        labels.forEach((name, value) -> checked.put(name, required("labels." + name, value)));
        return checked;
    }
}
