package org.srmap.eval;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.srmap.map.PixelMap;

/** One number per pixel that says how much the pixel speaks for the class. Immutable; not safe for use by threads. */
public final class Heatmap {
    private final PixelMap map;
    private final float[] values;
    private int @Nullable [] order;

    /**
     * A map; of relevance with several channels, its sum over the channels.
     *
     * @throws IllegalArgumentException when a value is NaN or infinite; the message says where
     */
    public Heatmap(PixelMap map) {
        this.map = map.requireFinite("the map").perPixel();
        values = this.map.values();
    }

    /** The signed values, one channel. */
    public PixelMap map() {
        return map;
    }

    /** Rows. */
    public int height() {
        return map.height();
    }

    /** Columns. */
    public int width() {
        return map.width();
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
