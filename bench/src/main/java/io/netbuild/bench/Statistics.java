package io.netbuild.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Collection;

/** Of a few measured numbers; order does not matter. */
public final class Statistics {

    private final double[] sorted;

    private Statistics(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("Nothing was measured");
        }
        this.sorted = values.clone();
        Arrays.sort(sorted);
    }

    public static Statistics of(Collection<Double> values) {
        return new Statistics(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    public int count() {
        return sorted.length;
    }

    public double median() {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public double min() {
        return sorted[0];
    }

    public double max() {
        return sorted[sorted.length - 1];
    }

    /** Nearest rank. */
    public double percentile(int percent) {
        return sorted[Math.max(0, (int) Math.ceil(percent / 100.0 * sorted.length) - 1)];
    }

    /** Rounded to so many significant digits, as numbers in a report are. */
    public static double rounded(double value, int digits) {
        return value == 0
                ? 0
                : new BigDecimal(value).round(new MathContext(digits)).doubleValue();
    }
}
