package org.srmap.eval;

import java.util.Random;
import java.util.stream.IntStream;

/**
 * Fills in pixels from their neighbours (Rong et al. 2022, "A consistent and efficient evaluation strategy for
 * attribution methods", section 4.3): every missing pixel is the weighted mean of its eight neighbours, direct ones 1/6,
 * diagonal ones 1/12, renormalised at the border of the picture. The linear equations are solved by successive
 * over-relaxation, row by row, until no pixel moves by more than a thousandth of the picture's range.
 */
final class Imputation {
    private static final double DIRECT = 1 / 6.0;
    private static final double DIAGONAL = 1 / 12.0;
    private static final double RELAXATION = 1.9;
    private static final float LEFT = (float) (RELAXATION * DIRECT);
    private static final int MOST_ROUNDS = 500;
    private static final double TOLERANCE = 1e-3;

    private final boolean[] missing;
    private final int[] gone;
    private final int height;
    private final int width;

    Imputation(boolean[] missing, int height, int width) {
        this.missing = missing;
        this.height = height;
        this.width = width;
        gone = IntStream.range(0, missing.length).filter(p -> missing[p]).toArray();
    }

    /**
     * Fills in all channels.
     *
     * @param values channels x height x width; the missing pixels are overwritten
     * @param noise standard deviation of the noise that is added to them, in units of the values; 0: none
     */
    void fill(float[] values, int channels, double noise, Random random) {
        int pixels = height * width;
        for (int c = 0; c < channels; c++) {
            solve(values, c * pixels);
        }
        for (int c = 0; noise > 0 && c < channels; c++) {
            for (int p = 0; p < pixels; p++) {
                if (missing[p]) {
                    values[c * pixels + p] += (float) (noise * random.nextGaussian());
                }
            }
        }
    }

    private void solve(float[] values, int from) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        double sum = 0;
        int known = 0;
        for (int p = 0; p < missing.length; p++) {
            if (!missing[p]) {
                double value = values[from + p];
                least = Math.min(least, value);
                most = Math.max(most, value);
                sum += value;
                known++;
            }
        }
        double start = known > 0 ? sum / known : 0;
        for (int p = 0; p < missing.length; p++) {
            values[from + p] = missing[p] ? (float) start : values[from + p];
        }
        double limit = known > 0 ? TOLERANCE * (most - least) : Double.POSITIVE_INFINITY;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            if (sweep(values, from) <= limit) {
                return;
            }
        }
    }

    /** One round over all missing pixels; the largest change. */
    private double sweep(float[] values, int from) {
        float largest = 0;
        for (int pixel : gone) {
            int y = pixel / width;
            int x = pixel - y * width;
            int p = from + pixel;
            float before = values[p];
            values[p] = x > 0 && y > 0 && x < width - 1 && y < height - 1
                    ? inner(values, p)
                    : (float) (before + RELAXATION * (neighbours(values, from, y, x) - before));
            largest = Math.max(largest, Math.abs(values[p] - before));
        }
        return largest / RELAXATION;
    }

    /**
     * The new value of a pixel with eight neighbours, whose weights sum to 1. The pixel to the left, which was changed
     * just before, comes last, so that all else need not wait for it.
     */
    private float inner(float[] values, int p) {
        int above = p - width;
        int below = p + width;
        double others = DIRECT * (values[above] + values[p + 1] + values[below])
                + DIAGONAL * (values[above - 1] + values[above + 1] + values[below - 1] + values[below + 1]);
        return (float) (values[p] + RELAXATION * (others - values[p])) + LEFT * values[p - 1];
    }

    private double neighbours(float[] values, int from, int y, int x) {
        double sum = 0;
        double weights = 0;
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                boolean within = y + dy >= 0 && y + dy < height && x + dx >= 0 && x + dx < width;
                if (within && (dy != 0 || dx != 0)) {
                    double weight = dy == 0 || dx == 0 ? DIRECT : DIAGONAL;
                    sum += weight * values[from + (y + dy) * width + x + dx];
                    weights += weight;
                }
            }
        }
        return weights > 0 ? sum / weights : values[from + y * width + x];
    }
}
