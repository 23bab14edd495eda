package io.netbuild.web.api;

import io.netbuild.kernel.InvalidField;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/tenants/{id}/offboarding}.
 *
 * @param purgeAt ISO 8601 with an offset; null: as soon as can be
 * @param immediately whether the date may be sooner than the grace; null: no. With a confirmation, whether that was given for it
 * @param confirmation null: only to see what would be erased
 */
public record OffboardingRequest(
        @Nullable String purgeAt, @Nullable Boolean immediately, @Nullable String confirmation) {

    @Nullable
    Instant date() {
        if (purgeAt == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(purgeAt).toInstant();
        } catch (DateTimeParseException e) {
            throw InvalidField.of("purgeAt", purgeAt, "a time such as 2027-01-31T00:00:00Z");
        }
    }

    boolean soon() {
        return Boolean.TRUE.equals(immediately);
    }
}
