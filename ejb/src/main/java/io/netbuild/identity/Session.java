package io.netbuild.identity;

import io.netbuild.kernel.TenantId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * That somebody is signed in by a browser.
 *
 * @param subject who, as engines and the audit log know it
 * @param user null when the identity provider knows the user, and not the directory
 * @param tenant null for operators
 * @param groups what the identity provider said; empty for users of the directory, whose groups are looked up
 * @param expiresAt however much it is used
 */
public record Session(
        String subject,
        @Nullable UserId user,
        @Nullable TenantId tenant,
        Set<String> groups,
        Instant createdAt,
        Instant expiresAt) {

    public Session {
        groups = Set.copyOf(groups);
    }
}
