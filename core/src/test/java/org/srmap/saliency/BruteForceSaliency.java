package org.srmap.saliency;

import java.util.Arrays;

/**
 * The slow twin: context-aware saliency written down as the method says, in double precision, without any of the
 * package's own code.
 */
final class BruteForceSaliency {
    private static final double[] SCALES = {1, 0.8, 0.5, 0.3};
    private static final double[] LEVELS = {1, 0.5, 0.25};
    private static final int K = 64;
    private static final double C = 3;

    final double[][] means = new double[SCALES.length][];
    final double[] map;

    BruteForceSaliency(float[] input, int h, int w, int c) {
        double[][][] image = new double[c][h][w];
        for (int i = 0; i < input.length; i++) {
            image[i % c][i / c / w][i / c % w] = input[i];
        }
        for (double[][] channel : image) {
            stretch(channel);
        }
        map = new double[h * w];
        for (int s = 0; s < SCALES.length; s++) {
            double[][][] scaled = resize(image, size(SCALES[s], h), size(SCALES[s], w));
            double[][] m = means(scaled, SCALES[s]);
            means[s] = Arrays.stream(m).flatMapToDouble(Arrays::stream).toArray();
            double[][] salience = new double[m.length][m[0].length];
            for (int y = 0; y < m.length; y++) {
                for (int x = 0; x < m[0].length; x++) {
                    salience[y][x] = 1 - Math.exp(-m[y][x]);
                }
            }
            double[][] full = resize(new double[][][] {salience}, h, w)[0];
            stretch(full);
            attract(full);
            for (int i = 0; i < map.length; i++) {
                map[i] += full[i / w][i % w] / SCALES.length;
            }
        }
    }

    static int size(double s, int n) {
        return (int) Math.ceil(s * n - 1e-9);
    }

    static void stretch(double[][] a) {
        double low = Arrays.stream(a).flatMapToDouble(Arrays::stream).min().orElseThrow();
        double high = Arrays.stream(a).flatMapToDouble(Arrays::stream).max().orElseThrow();
        for (double[] row : a) {
            for (int x = 0; x < row.length; x++) {
                row[x] = high > low ? (row[x] - low) / (high - low) : 0;
            }
        }
    }

    /** Every output value as a weighted mean over the whole input, one axis after the other. */
    static double[][][] resize(double[][][] image, int h, int w) {
        double[][][] out = new double[image.length][h][w];
        for (int c = 0; c < image.length; c++) {
            double[][] in = image[c];
            double[][] middle = new double[h][in[0].length];
            for (int y = 0; y < h; y++) {
                for (int x = 0; x < in[0].length; x++) {
                    double sum = 0;
                    double weights = 0;
                    for (int j = 0; j < in.length; j++) {
                        double t = triangle(y, h, j, in.length);
                        sum += t * in[j][x];
                        weights += t;
                    }
                    middle[y][x] = sum / weights;
                }
            }
            for (int y = 0; y < h; y++) {
                for (int x = 0; x < w; x++) {
                    double sum = 0;
                    double weights = 0;
                    for (int j = 0; j < in[0].length; j++) {
                        double t = triangle(x, w, j, in[0].length);
                        sum += t * middle[y][j];
                        weights += t;
                    }
                    out[c][y][x] = sum / weights;
                }
            }
        }
        return out;
    }

    private static double triangle(int i, int n, int j, int m) {
        double step = (double) m / n;
        return Math.max(0, 1 - Math.abs((i + 0.5) * step - 0.5 - j) / Math.max(1, step));
    }

    private static double[][] means(double[][][] image, double scale) {
        int h = image[0].length;
        int w = image[0][0].length;
        double[][] out = new double[h][w];
        double[][][][] contexts = new double[LEVELS.length][][][];
        for (int i = 0; i < LEVELS.length; i++) {
            contexts[i] = LEVELS[i] == 1 ? image : resize(image, size(LEVELS[i], h), size(LEVELS[i], w));
        }
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                double[] all = new double[0];
                int patches = 0;
                for (int i = 0; i < LEVELS.length; i++) {
                    if (scale * LEVELS[i] >= 0.2 - 1e-9) {
                        double[] more = dissimilarities(image, contexts[i], LEVELS[i], y, x);
                        int n = all.length;
                        patches += grid(contexts[i][0].length) * grid(contexts[i][0][0].length);
                        all = Arrays.copyOf(all, n + more.length);
                        System.arraycopy(more, 0, all, n, more.length);
                    }
                }
                out[y][x] = Arrays.stream(all)
                        .sorted()
                        .limit(Math.max(0, Math.min(K, patches - 1)))
                        .average()
                        .orElse(0);
            }
        }
        return out;
    }

    private static int grid(int n) {
        return n < 7 ? 0 : (n - 7) / 3 + 1;
    }

    private static double[] dissimilarities(double[][][] image, double[][][] context, double level, int qy, int qx) {
        int h = image[0].length;
        int w = image[0][0].length;
        double[] out = new double[10_000];
        int n = 0;
        for (int y = 0; y + 7 <= context[0].length; y += 3) {
            for (int x = 0; x + 7 <= context[0][0].length; x += 3) {
                double dy = (y + 3.5) / level - 0.5 - qy;
                double dx = (x + 3.5) / level - 0.5 - qx;
                if (level == 1 && dy == 0 && dx == 0) {
                    continue;
                }
                double sum = 0;
                for (int c = 0; c < image.length; c++) {
                    for (int i = 0; i < 49; i++) {
                        double q = image[c][mirror(qy + i / 7 - 3, h)][mirror(qx + i % 7 - 3, w)];
                        double d = q - context[c][y + i / 7][x + i % 7];
                        sum += d * d;
                    }
                }
                out[n++] = Math.sqrt(sum / (49 * image.length)) / (1 + C * Math.hypot(dy, dx) / Math.max(h, w));
            }
        }
        return Arrays.copyOf(out, n);
    }

    private static int mirror(int i, int n) {
        int m = i;
        while (m < 0 || m >= n) {
            m = m < 0 ? -1 - m : 2 * n - 1 - m;
        }
        return m;
    }

    private static void attract(double[][] map) {
        int h = map.length;
        int w = map[0].length;
        double[][] distance = new double[h][w];
        double most = 0;
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                double least = Double.POSITIVE_INFINITY;
                for (int j = 0; j < h * w; j++) {
                    if (map[j / w][j % w] > 0.8) {
                        least = Math.min(least, Math.hypot(y - j / w, x - j % w));
                    }
                }
                distance[y][x] = least;
                most = Math.max(most, least);
            }
        }
        if (most > 0 && most < Double.POSITIVE_INFINITY) {
            for (int i = 0; i < h * w; i++) {
                map[i / w][i % w] *= 1 - distance[i / w][i % w] / most;
            }
        }
    }
}
