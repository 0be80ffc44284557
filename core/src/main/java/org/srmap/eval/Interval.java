package org.srmap.eval;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A mean with the 95 % percentile bootstrap interval of it (Efron 1979): values are drawn anew, with replacement, and the
 * middle 95 % of the means are taken.
 *
 * @param count number of values
 * @param mean of the values; NaN without any
 * @param low lower end of the interval
 * @param high upper end of the interval
 */
public record Interval(int count, double mean, double low, double high) {
    private static final int DRAWS = 2000;
    private static final long SEED = 20191231;

    /**
     * Of values; NaN ones, which stand for "not defined", are left out. The draws are always the same.
     *
     * @param values any number of values
     */
    public static Interval of(double[] values) {
        double[] defined = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
        int n = defined.length;
        if (n == 0) {
            return new Interval(0, Double.NaN, Double.NaN, Double.NaN);
        }
        SplittableRandom random = new SplittableRandom(SEED);
        double[] means = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += defined[random.nextInt(n)];
            }
            means[draw] = sum / n;
        }
        Arrays.sort(means);
        double mean = Arrays.stream(defined).sum() / n;
        return new Interval(n, mean, quantile(means, 0.025), quantile(means, 0.975));
    }

    /** Linear between the sorted values. */
    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
