package io.netbuild.move;

import io.netbuild.kernel.InvalidField;
import io.netbuild.kernel.Isolation;
import io.netbuild.kernel.NetBuildException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for of a move.
 *
 * @param server of a {@link Isolation#DATABASE} target, {@link io.netbuild.tenant.Placement#MAIN_SERVER} for the others
 * @param window when the tenant may stand still
 * @param keep for how long what the tenant has left is kept after the switch, so that it can go back; null: {@code netbuild.move.keep}
 */
public record NewMove(Isolation isolation, String server, MoveWindow window, @Nullable Duration keep) {

    /** All changes since the switch are noted for so long. */
    private static final Duration LONGEST = Duration.ofDays(7);

    /** @throws NetBuildException with {@link io.netbuild.kernel.ErrorCode#INVALID_FIELD} when it is negative or longer than seven days */
    public NewMove {
        if (keep != null) {
            requireKeep("keep", keep);
        }
    }

    static Duration requireKeep(String field, Duration keep) {
        if (keep.isNegative() || keep.compareTo(LONGEST) > 0) {
            throw InvalidField.of(field, keep, "between PT0S and P7D");
        }
        return keep;
    }
}
