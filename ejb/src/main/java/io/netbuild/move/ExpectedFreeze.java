package io.netbuild.move;

import java.time.Duration;
import java.util.List;

/**
 * How long a tenant that moves is likely to stand still: as long as others did lately that moved in the same way, and longer the more of its rows change.
 *
 * @param usual without changes
 */
record ExpectedFreeze(Duration usual) {

    /** To wait for running work, to copy and compare a small round and to switch; measured without load, for an installation where nobody has moved in this way. */
    private static final Duration UNTRIED = Duration.ofMillis(150);

    /** A changed row copied again and compared, in microseconds; measured on two cores. */
    private static final long MICROS_PER_CHANGE = 200;

    /** @param lately how long tenants stood still, in milliseconds, in any order; empty when none has */
    static ExpectedFreeze after(List<Long> lately) {
        List<Long> sorted = lately.stream().sorted().toList();
        return new ExpectedFreeze(sorted.isEmpty() ? UNTRIED : Duration.ofMillis(sorted.get((sorted.size() - 1) / 2)));
    }

    /** @param changes how many rows are likely to have changed since they were copied */
    Duration with(long changes) {
        return usual.plusNanos(changes * MICROS_PER_CHANGE * 1000);
    }
}
