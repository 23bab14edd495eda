package io.netbuild.bench.load;

/**
 * @param operations how many ended
 * @param seconds from the start of the first to the end of the last
 * @param p50 half of the operations took no longer, in milliseconds; the others accordingly
 */
public record LoadResult(int operations, double seconds, double p50, double p95, double p99) {

    public double perSecond() {
        return operations / seconds;
    }
}
