package org.srmap.eval;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One number per pixel that says how much the pixel speaks for the class. Immutable; not safe for use by threads. */
public final class Heatmap {
    private final float[] values;
    private final int height;
    private final int width;
    private int @Nullable [] order;

    /**
     * A map.
     *
     * @param values height x width, signed; copied
     * @throws IllegalArgumentException when the size does not fit or a value is NaN or infinite; the message says where
     */
    public Heatmap(float[] values, int height, int width) {
        this(values.clone(), 1, height, width);
    }

    private Heatmap(float[] own, int channels, int height, int width) {
        if (height < 1 || width < 1 || (long) channels * height * width != own.length) {
            throw new IllegalArgumentException("a map of " + own.length + " values, which is not "
                    + (channels == 1 ? "" : channels + " x ") + height + " x " + width);
        }
        int pixels = height * width;
        for (int i = 0; i < own.length; i++) {
            if (!Float.isFinite(own[i])) {
                throw new IllegalArgumentException("the map is " + own[i] + " at row " + i % pixels / width
                        + ", column " + i % width + "; it must be finite");
            }
        }
        this.values = channels == 1 ? own : sum(own, channels, pixels);
        this.height = height;
        this.width = width;
    }

    /** The map of relevance channels x height x width: its sum over the channels. */
    public static Heatmap ofRelevance(float[] relevance, int channels, int height, int width) {
        return new Heatmap(relevance.clone(), channels, height, width);
    }

    private static float[] sum(float[] all, int channels, int pixels) {
        float[] sums = new float[pixels];
        for (int p = 0; p < pixels; p++) {
            double sum = 0;
            for (int c = 0; c < channels; c++) {
                sum += all[c * pixels + p];
            }
            sums[p] = (float) sum;
        }
        return sums;
    }

    /** Rows. */
    public int height() {
        return height;
    }

    /** Columns. */
    public int width() {
        return width;
    }

    /** Number of pixels. */
    public int pixels() {
        return values.length;
    }

    /** The signed value of a pixel, counted row by row. */
    public float value(int pixel) {
        return values[pixel];
    }

    /** The positive part of a pixel's value. */
    public float positive(int pixel) {
        return Math.max(values[pixel], 0);
    }

    /** All signed values, height x width; a copy. */
    public float[] values() {
        return values.clone();
    }

    /** All positive parts, height x width; a copy. */
    public float[] positives() {
        float[] positives = new float[values.length];
        for (int p = 0; p < positives.length; p++) {
            positives[p] = positive(p);
        }
        return positives;
    }

    /** Sum of the positive parts. */
    public double positiveSum() {
        double sum = 0;
        for (int p = 0; p < values.length; p++) {
            sum += positive(p);
        }
        return sum;
    }

    /** The largest positive part; 0 for a map without positive values. */
    public float positiveMaximum() {
        float most = 0;
        for (float value : values) {
            most = Math.max(most, value);
        }
        return most;
    }

    /** Pixels by falling positive part; among equals, in reading order. */
    int[] order() {
        int[] known = order;
        if (known == null) {
            known = sorted();
            order = known;
        }
        return known;
    }

    private int[] sorted() {
        long[] keys = new long[values.length];
        for (int p = 0; p < keys.length; p++) {
            // bits of non-negative floats rise with the number, so that their complement sorts the largest first
            int bits = Float.floatToIntBits(positive(p) + 0f);
            keys[p] = (long) (Integer.MAX_VALUE - bits) << 32 | p;
        }
        Arrays.sort(keys);
        int[] pixels = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            pixels[i] = (int) keys[i];
        }
        return pixels;
    }
}
