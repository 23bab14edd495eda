package io.netbuild.identity;

import io.netbuild.kernel.InvalidField;
import io.netbuild.kernel.PlainText;
import io.netbuild.kernel.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The wish for an API key.
 *
 * @param tenant null for operators
 * @param expiresAt null: never
 */
public record NewApiKey(String name, UserId user, @Nullable TenantId tenant, @Nullable Instant expiresAt) {

    public NewApiKey {
        PlainText.require("name", name);
        if (expiresAt != null && !expiresAt.isAfter(Instant.now())) {
            throw InvalidField.of("expiresAt", expiresAt, "in the future");
        }
    }
}
