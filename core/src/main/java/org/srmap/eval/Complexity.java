package org.srmap.eval;

import java.util.Arrays;

/** How concentrated a map is. These two look at absolute values, as their papers do. */
public final class Complexity {
    private Complexity() {}

    /**
     * Sparseness: the Gini index of the absolute values (Chalasani et al. 2020, section 2). 0 when all are equal, and
     * for an all-zero map; 1 - 1/n when one pixel of n has everything.
     */
    public static double gini(Heatmap map) {
        double[] sorted = absolute(map);
        Arrays.sort(sorted);
        double sum = 0;
        double weighted = 0;
        int n = sorted.length;
        for (int k = 0; k < n; k++) {
            sum += sorted[k];
            weighted += sorted[k] * (n - k - 0.5);
        }
        return sum > 0 ? 1 - 2 * weighted / (n * sum) : 0;
    }

    /**
     * Complexity: the entropy, in nats, of the share of every pixel in the sum of absolute values (Bhatt, Weller, Moura
     * 2020, equation 6). ln n when all are equal, and for an all-zero map, which prefers no pixel; 0 when one pixel has
     * everything.
     */
    public static double entropy(Heatmap map) {
        double[] shares = absolute(map);
        double sum = Arrays.stream(shares).sum();
        if (!(sum > 0)) {
            return Math.log(shares.length);
        }
        double entropy = 0;
        for (double value : shares) {
            double share = value / sum;
            entropy -= share > 0 ? share * Math.log(share) : 0;
        }
        return entropy;
    }

    private static double[] absolute(Heatmap map) {
        double[] values = new double[map.pixels()];
        for (int p = 0; p < values.length; p++) {
            values[p] = Math.abs(map.value(p));
        }
        return values;
    }
}
