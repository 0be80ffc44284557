package org.srmap.saliency;

/**
 * Separable resize with a triangle filter, half-pixel centres and support max(1, 1/s), clipped at the border and
 * renormalised: the antialiased bilinear filter of PIL and torchvision.
 */
final class Resize {
    private Resize() {}

    /** Length of a side of {@code n} pixels at scale {@code s}: ceil(s * n), safe against rounding of s * n. */
    static int length(double s, int n) {
        return Math.max(1, (int) Math.ceil(s * n - 1e-9));
    }

    /**
     * Resizes an image.
     *
     * @param source h x w x c, row-major; not modified (and returned as it is when the size does not change)
     * @param size its size
     * @param height new height
     * @param width new width
     * @return height x width x c
     */
    static double[] apply(double[] source, Extent size, int height, int width) {
        double[] rows = size.height == height ? source : alongHeight(source, size, new Axis(size.height, height));
        Extent middle = new Extent(height, size.width, size.channels);
        return size.width == width ? rows : alongWidth(rows, middle, new Axis(size.width, width));
    }

    private static double[] alongHeight(double[] source, Extent size, Axis axis) {
        int row = size.width * size.channels;
        double[] out = new double[axis.start.length * row];
        for (int y = 0; y < axis.start.length; y++) {
            double[] weights = axis.weights[y];
            for (int i = 0; i < weights.length; i++) {
                int from = (axis.start[y] + i) * row;
                double weight = weights[i];
                for (int x = 0; x < row; x++) {
                    out[y * row + x] += weight * source[from + x];
                }
            }
        }
        return out;
    }

    private static double[] alongWidth(double[] source, Extent size, Axis axis) {
        int channels = size.channels;
        int width = axis.start.length;
        double[] out = new double[size.height * width * channels];
        for (int y = 0; y < size.height; y++) {
            for (int x = 0; x < width; x++) {
                double[] weights = axis.weights[x];
                int from = (y * size.width + axis.start[x]) * channels;
                for (int c = 0; c < channels; c++) {
                    double sum = 0;
                    for (int i = 0; i < weights.length; i++) {
                        sum += weights[i] * source[from + i * channels + c];
                    }
                    out[(y * width + x) * channels + c] = sum;
                }
            }
        }
        return out;
    }

    /** Extent of a row-major h x w x c image. */
    record Extent(int height, int width, int channels) {
        int pixels() {
            return height * width;
        }
    }

    /** The filter taps of every output position along one axis. */
    private static final class Axis {
        final int[] start;
        final double[][] weights;

        Axis(int from, int to) {
            start = new int[to];
            weights = new double[to][];
            double step = (double) from / to;
            double support = Math.max(1, step);
            for (int i = 0; i < to; i++) {
                double centre = (i + 0.5) * step - 0.5;
                int first = Math.max(0, (int) Math.ceil(centre - support));
                int last = Math.min(from - 1, (int) Math.floor(centre + support));
                start[i] = first;
                weights[i] = taps(centre, support, first, last);
            }
        }

        private static double[] taps(double centre, double support, int first, int last) {
            double[] taps = new double[last - first + 1];
            double sum = 0;
            for (int i = 0; i < taps.length; i++) {
                taps[i] = Math.max(0, 1 - Math.abs(first + i - centre) / support);
                sum += taps[i];
            }
            for (int i = 0; i < taps.length; i++) {
                taps[i] /= sum;
            }
            return taps;
        }
    }
}
