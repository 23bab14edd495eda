package io.netbuild.identity;

import io.netbuild.kernel.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key by which a program acts as a user. Its secret is not in here: it is shown once and never again.
 *
 * @param name what it is for, in the owner's words
 * @param tenant where the user acts by it; null when the user is an operator
 * @param expiresAt null: it stays valid until it is revoked
 * @param revokedAt null while it is not revoked
 * @param lastUsedAt to the minute, null when it was never used
 */
public record ApiKey(
        ApiKeyId id,
        String name,
        UserId user,
        @Nullable TenantId tenant,
        String createdBy,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt) {

    public boolean isValidAt(Instant time) {
        return revokedAt == null && (expiresAt == null || time.isBefore(expiresAt));
    }
}
