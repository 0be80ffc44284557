package org.srmap.saliency;

import java.util.Arrays;

/** From which SR value on a pixel belongs to an attention area; pixels with SR 0 never do. */
public sealed interface AreaThreshold {

    /** The default: a tenth of the maximum. SR maps are peaked, so that half of the maximum leaves far too little. */
    AreaThreshold DEFAULT = new Relative(0.1);

    /**
     * The threshold for a map.
     *
     * @param map SR values in [0, 1], at least one
     * @return pixels with this SR value or more (and more than 0) belong to areas
     */
    double valueFor(float[] map);

    /**
     * A fraction of the map's maximum.
     *
     * @param fraction in [0, 1]
     */
    record Relative(double fraction) implements AreaThreshold {
        /**
         * Checks the range.
         *
         * @throws IllegalArgumentException if it is not kept
         */
        public Relative {
            requireWithin(fraction, 1, "the fraction of the maximum");
        }

        @Override
        public double valueFor(float[] map) {
            float most = 0;
            for (float value : map) {
                most = Math.max(most, value);
            }
            return fraction * most;
        }
    }

    /**
     * A fixed SR value.
     *
     * @param value in [0, 1]
     */
    record Absolute(double value) implements AreaThreshold {
        /**
         * Checks the range.
         *
         * @throws IllegalArgumentException if it is not kept
         */
        public Absolute {
            requireWithin(value, 1, "an SR threshold");
        }

        @Override
        public double valueFor(float[] map) {
            return value;
        }
    }

    /**
     * The SR value that the given share of the pixels does not exceed (nearest rank): 75 marks the top quarter.
     *
     * @param percent in [0, 100]
     */
    record Percentile(double percent) implements AreaThreshold {
        /**
         * Checks the range.
         *
         * @throws IllegalArgumentException if it is not kept
         */
        public Percentile {
            requireWithin(percent, 100, "a percentile");
        }

        @Override
        public double valueFor(float[] map) {
            float[] sorted = map.clone();
            Arrays.sort(sorted);
            int rank = (int) Math.floor(percent / 100 * sorted.length);
            return sorted[Math.min(rank, sorted.length - 1)];
        }
    }

    /**
     * The value that splits the histogram (256 bins from 0 to the maximum) into two classes with the largest variance
     * between them: N. Otsu, "A threshold selection method from gray-level histograms" (1979).
     */
    record Otsu() implements AreaThreshold {
        private static final int BINS = 256;

        @Override
        public double valueFor(float[] map) {
            double most = new Relative(1).valueFor(map);
            if (most <= 0) {
                return 0;
            }
            long[] histogram = new long[BINS];
            double total = 0;
            for (float value : map) {
                int bin = Math.min(BINS - 1, (int) (value / most * BINS));
                histogram[bin]++;
                total += bin;
            }
            return bestSplit(histogram, map.length, total) * most / BINS;
        }

        private static int bestSplit(long[] histogram, long count, double total) {
            int best = 0;
            double bestVariance = -1;
            long below = 0;
            double sumBelow = 0;
            for (int split = 1; split < BINS; split++) {
                below += histogram[split - 1];
                sumBelow += (split - 1.0) * histogram[split - 1];
                long above = count - below;
                if (below == 0 || above == 0) {
                    continue;
                }
                double gap = sumBelow / below - (total - sumBelow) / above;
                double variance = (double) below * above * gap * gap;
                if (variance > bestVariance) {
                    bestVariance = variance;
                    best = split;
                }
            }
            return best;
        }
    }

    private static void requireWithin(double value, double most, String what) {
        if (!(value >= 0 && value <= most)) {
            throw new IllegalArgumentException(what + " must lie in [0, " + most + "], not " + value);
        }
    }
}
