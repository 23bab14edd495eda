package io.netbuild.offboarding;

import io.netbuild.kernel.TenantId;
import io.netbuild.kernel.TenantStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tenant that is leaving.
 *
 * @param statusBefore the status that it has again when it stays
 * @param purgeAt when its erasure begins
 * @param attempts how often its erasure has failed
 * @param error why it failed the last time, null when it did not
 * @param beganAt when its erasure began, null when it has not
 */
public record Offboarding(
        UUID id,
        TenantId tenant,
        State state,
        TenantStatus statusBefore,
        Instant purgeAt,
        int attempts,
        @Nullable String error,
        String actor,
        Instant createdAt,
        @Nullable Instant beganAt) {

    /** How far it is. When it is over there is a certificate instead. */
    public enum State {
        /** Waits for its date, and can be cancelled. */
        PENDING,
        /** Is being erased. */
        ERASING,
        /** Could not be erased completely, to be tried again. */
        FAILED
    }
}
