package io.netbuild.move;

import io.netbuild.kernel.InvalidField;
import io.netbuild.kernel.NetBuildException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a tenant that moves may stand still. Everything else happens at any time.
 *
 * @param from null: at once
 * @param until exclusive; a move that has not switched then is rolled back; null: at any time
 */
public record MoveWindow(@Nullable Instant from, @Nullable Instant until) {

    public static final MoveWindow ALWAYS = new MoveWindow(null, null);

    /** Nobody plans further, and the database does not know all moments that can be written. */
    private static final Duration HORIZON = Duration.ofDays(3653);

    /** @throws NetBuildException with {@link io.netbuild.kernel.ErrorCode#INVALID_FIELD} unless it ends after it begins */
    public MoveWindow {
        if (from != null && until != null && !until.isAfter(from)) {
            throw InvalidField.of("window.until", until, "after window.from, which is " + from);
        }
    }

    /** @throws NetBuildException with {@link io.netbuild.kernel.ErrorCode#INVALID_FIELD} when it is over at that moment, or more than ten years away */
    public void requireAhead(Instant now) {
        if (isOver(now)) {
            throw InvalidField.of("window.until", until, "in the future");
        }
        requireNear("window.from", from, now);
        requireNear("window.until", until, now);
    }

    private static void requireNear(String field, @Nullable Instant moment, Instant now) {
        if (moment != null && (moment.isAfter(now.plus(HORIZON)) || moment.isBefore(now.minus(HORIZON)))) {
            throw InvalidField.of(field, moment, "at most ten years from now");
        }
    }

    boolean isAhead(Instant now) {
        return from != null && now.isBefore(from);
    }

    boolean isOver(Instant now) {
        return until != null && !now.isBefore(until);
    }
}
