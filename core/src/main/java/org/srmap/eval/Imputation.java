package org.srmap.eval;

import java.util.Random;

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
    private static final int MOST_ROUNDS = 500;
    private static final double TOLERANCE = 1e-3;

    private final boolean[] missing;
    private final int height;
    private final int width;

    Imputation(boolean[] missing, int height, int width) {
        this.missing = missing;
        this.height = height;
        this.width = width;
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
        double largest = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int p = y * width + x;
                if (missing[p]) {
                    double change = neighbours(values, from, y, x) - values[from + p];
                    values[from + p] += (float) (RELAXATION * change);
                    largest = Math.max(largest, Math.abs(change));
                }
            }
        }
        return largest;
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
