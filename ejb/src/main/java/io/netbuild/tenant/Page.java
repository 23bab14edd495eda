package io.netbuild.tenant;

import io.netbuild.kernel.InvalidField;
import java.util.List;

/**
 * Part of a list.
 *
 * @param total how many there are in all
 */
public record Page<T>(List<T> items, long total, int offset, int limit) {

    /** How many items can be asked for at once. */
    public static final int MAX_LIMIT = 500;

    public Page {
        items = List.copyOf(items);
    }

    /** @throws io.netbuild.kernel.NetBuildException with {@link io.netbuild.kernel.ErrorCode#INVALID_FIELD} for a part that cannot be asked for */
    public static void requireRange(int offset, int limit) {
        if (offset < 0) {
            throw InvalidField.of("offset", offset, "zero or more");
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw InvalidField.of("limit", limit, "1 to " + MAX_LIMIT);
        }
    }
}
