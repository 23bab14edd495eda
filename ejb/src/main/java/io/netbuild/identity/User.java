package io.netbuild.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person or a machine that uses the platform.
 *
 * @param operator runs the platform and belongs to no tenant
 * @param hasPassword whether the user can sign in by a password; others come from an identity provider
 * @param lockedUntil until then no password is tried; null when the user is not locked
 * @param version grows with each change; the ETag of the resource
 */
public record User(
        UserId id,
        String displayName,
        String email,
        boolean operator,
        UserStatus status,
        boolean hasPassword,
        @Nullable Instant lockedUntil,
        Instant createdAt,
        Instant updatedAt,
        long version) {}
