package org.srmap.eval;

import java.util.Comparator;
import java.util.stream.IntStream;

/** How alike two maps are. */
public final class Similarity {
    private Similarity() {}

    /**
     * Spearman's rank correlation of the signed values, equal values sharing their mean rank; NaN when one of the maps is
     * constant, which has no order.
     */
    public static double spearman(Heatmap one, Heatmap other) {
        return pearson(ranks(one), ranks(other));
    }

    /** Pearson's correlation, -1 to 1; NaN when all values of one of them are the same. */
    public static double pearson(double[] a, double[] b) {
        double meanA = Curves.mean(a);
        double meanB = Curves.mean(b);
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return aa > 0 && bb > 0 ? Math.max(-1, Math.min(1, ab / Math.sqrt(aa * bb))) : Double.NaN;
    }

    private static double[] ranks(Heatmap map) {
        int[] order = IntStream.range(0, map.pixels())
                .boxed()
                .sorted(Comparator.comparingDouble(map::value))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] ranks = new double[order.length];
        for (int from = 0; from < order.length; ) {
            int to = from + 1;
            while (to < order.length && map.value(order[to]) == map.value(order[from])) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + 1 + to) / 2.0;
            }
            from = to;
        }
        return ranks;
    }

    /** Length of the difference over the length of the first (Euclidean); NaN when that is zero. */
    public static double relativeDistance(Heatmap one, Heatmap other) {
        double difference = 0;
        double length = 0;
        float[] a = one.map().values();
        float[] b = other.map().values();
        for (int i = 0; i < a.length; i++) {
            difference += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
            length += (double) a[i] * a[i];
        }
        return length > 0 ? Math.sqrt(difference / length) : Double.NaN;
    }
}
