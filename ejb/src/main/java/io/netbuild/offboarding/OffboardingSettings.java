package io.netbuild.offboarding;

import io.netbuild.kernel.InvalidField;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** {@code netbuild.offboarding.grace}: how long at least a tenant that leaves can come back, unless an operator wants it gone sooner (default 30 days). */
@Dependent
public class OffboardingSettings {

    /** Nobody plans further, and the database does not know all moments that can be written. */
    private static final Duration HORIZON = Duration.ofDays(3653);

    private final Duration grace;

    @Inject
    OffboardingSettings(@ConfigProperty(name = "netbuild.offboarding.grace", defaultValue = "P30D") Duration grace) {
        if (grace.isNegative()) {
            throw InvalidField.of("netbuild.offboarding.grace", grace, "zero or more");
        }
        this.grace = grace;
    }

    /**
     * The date of an erasure.
     *
     * @param wish null: as soon as can be
     * @param immediately whether it may be sooner than the grace says
     * @throws io.netbuild.kernel.NetBuildException with {@link io.netbuild.kernel.ErrorCode#INVALID_FIELD} when it is too soon or too far away
     */
    Instant purgeAt(@Nullable Instant wish, boolean immediately, Instant now) {
        Instant first = immediately ? now : now.plus(grace);
        if (wish == null) {
            return first;
        }
        if (wish.isBefore(first)) {
            throw InvalidField.of(
                    "purgeAt",
                    wish,
                    immediately
                            ? "not before now"
                            : "not before %s, which is netbuild.offboarding.grace = %s from now, unless immediately is true"
                                    .formatted(first, grace));
        }
        Instant last = now.plus(HORIZON);
        if (wish.isAfter(last) && wish.isAfter(first)) {
            throw InvalidField.of("purgeAt", wish, "at most ten years ahead");
        }
        return wish;
    }
}
