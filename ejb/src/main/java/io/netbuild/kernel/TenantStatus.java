package io.netbuild.kernel;

import java.util.Arrays;
import java.util.Locale;

/** Where a tenant is in its life. */
public enum TenantStatus {
    /** Its engine, schema or database are being made. */
    PROVISIONING,
    ACTIVE,
    /** Writes are refused and jobs rest. */
    SUSPENDED,
    /** Being exported and waiting for its purge. */
    OFFBOARDING,
    ERASED,
    /** Frozen while its rows change place. */
    MOVING,
    /** Provisioning gave up; the reason is kept and it can be retried. */
    FAILED;

    /** @throws NetBuildException with {@link ErrorCode#INVALID_FIELD} when there is no such status; the case does not matter */
    public static TenantStatus parse(String value) {
        return Arrays.stream(values())
                .filter(status -> status.name().equals(value.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> InvalidField.of("status", value, "one of " + Arrays.toString(values())));
    }
}
