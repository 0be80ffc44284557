package org.srmap.saliency;

/**
 * Exact Euclidean distance to the nearest marked pixel, in linear time: P. Felzenszwalb, D. Huttenlocher, "Distance
 * transforms of sampled functions" (2012), lower envelopes of parabolas along columns, then along rows.
 */
final class DistanceTransform {
    private DistanceTransform() {}

    /**
     * Distance of every pixel to the nearest pixel with {@code map > threshold}.
     *
     * @param map height x width
     * @return height x width distances in pixels; all infinite if no pixel is above the threshold
     */
    static double[] toPixelsAbove(double[] map, double threshold, int height, int width) {
        double[] squared = new double[height * width];
        for (int i = 0; i < squared.length; i++) {
            squared[i] = map[i] > threshold ? 0 : Double.POSITIVE_INFINITY;
        }
        Envelope envelope = new Envelope(Math.max(height, width));
        for (int x = 0; x < width; x++) {
            envelope.apply(squared, x, width, height);
        }
        for (int y = 0; y < height; y++) {
            envelope.apply(squared, y * width, 1, width);
        }
        for (int i = 0; i < squared.length; i++) {
            squared[i] = Math.sqrt(squared[i]);
        }
        return squared;
    }

    /** One pass along a line: f(x) becomes min over p of (x - p)^2 + f(p). */
    private static final class Envelope {
        private final int[] apex;
        private final double[] from;
        private final double[] line;

        Envelope(int length) {
            apex = new int[length];
            from = new double[length];
            line = new double[length];
        }

        void apply(double[] values, int offset, int step, int length) {
            int count = 0;
            for (int p = 0; p < length; p++) {
                line[p] = values[offset + p * step];
                if (line[p] < Double.POSITIVE_INFINITY) {
                    count = add(p, count);
                }
            }
            if (count == 0) {
                return;
            }
            int k = 0;
            for (int x = 0; x < length; x++) {
                while (k + 1 < count && from[k + 1] < x) {
                    k++;
                }
                double dx = x - apex[k];
                values[offset + x * step] = dx * dx + line[apex[k]];
            }
        }

        private int add(int p, int count) {
            int n = count;
            while (n > 0) {
                int q = apex[n - 1];
                double cross = (line[p] + (double) p * p - line[q] - (double) q * q) / (2.0 * (p - q));
                if (cross > from[n - 1]) {
                    from[n] = cross;
                    apex[n] = p;
                    return n + 1;
                }
                n--;
            }
            from[0] = Double.NEGATIVE_INFINITY;
            apex[0] = p;
            return 1;
        }
    }
}
