package io.netbuild.bench.load;

import java.time.Duration;
import java.util.Arrays;

/** The durations of single operations, all of them, in nanoseconds. Not thread-safe. */
final class Latencies {

    private long[] nanos = new long[1024];
    private int count;

    void add(long duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = duration;
    }

    void addAll(Latencies others) {
        for (int i = 0; i < others.count; i++) {
            add(others.nanos[i]);
        }
    }

    LoadResult over(Duration time) {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return new LoadResult(
                count, time.toNanos() / 1e9, percentile(sorted, 50), percentile(sorted, 95), percentile(sorted, 99));
    }

    /** Nearest rank, in milliseconds. */
    private static double percentile(long[] sorted, int percent) {
        if (sorted.length == 0) {
            return 0;
        }
        int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
        return sorted[rank - 1] / 1e6;
    }
}
