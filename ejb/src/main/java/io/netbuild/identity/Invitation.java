package io.netbuild.identity;

import io.netbuild.kernel.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That somebody is asked to become a member of a tenant. The token that accepts it is not in here: it is shown once and never again.
 *
 * @param email whose address the new user gets, and an existing one has to have
 * @param role what the user will be in the tenant
 * @param acceptedBy null while it is open or has expired
 */
public record Invitation(
        UUID id,
        TenantId tenant,
        String email,
        MemberRole role,
        String createdBy,
        Instant createdAt,
        Instant expiresAt,
        @Nullable UserId acceptedBy,
        @Nullable Instant acceptedAt) {}
