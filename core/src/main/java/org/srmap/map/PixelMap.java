package org.srmap.map;

/**
 * Numbers per pixel: a relevance map, an SR map, or the picture that a network sees.
 *
 * @param values channels x height x width, each channel row by row; not copied, and not to be modified
 * @param channels number of channels, 1 or more
 * @param height in pixels
 * @param width in pixels
 */
public record PixelMap(float[] values, int channels, int height, int width) {
    /** Checks that there are as many values as the sizes say. */
    public PixelMap {
        if (channels < 1 || height < 1 || width < 1 || (long) channels * height * width != values.length) {
            throw new IllegalArgumentException("a map of " + values.length + " values, which is not " + channels + " x "
                    + height + " x " + width + " (channels x height x width)");
        }
    }

    /** A map of one channel. */
    public PixelMap(float[] values, int height, int width) {
        this(values, 1, height, width);
    }

    /**
     * A map of values that are stored pixel by pixel.
     *
     * @param values height x width x channels; not modified
     */
    public static PixelMap ofChannelsLast(float[] values, int channels, int height, int width) {
        PixelMap map = new PixelMap(new float[values.length], channels, height, width);
        for (int p = 0; p < map.pixels(); p++) {
            for (int c = 0; c < channels; c++) {
                map.values[c * map.pixels() + p] = values[p * channels + c];
            }
        }
        return map;
    }

    /** The values stored pixel by pixel, height x width x channels. */
    public float[] channelsLast() {
        float[] last = new float[values.length];
        for (int p = 0; p < pixels(); p++) {
            for (int c = 0; c < channels; c++) {
                last[p * channels + c] = values[c * pixels() + p];
            }
        }
        return last;
    }

    /** Height times width. */
    public int pixels() {
        return height * width;
    }

    /** Height and width. */
    public Size size() {
        return new Size(height, width);
    }

    /** The value of a pixel in the first channel. */
    public float at(int x, int y) {
        return values[y * width + x];
    }

    /** Other values of the same channels and size. */
    public PixelMap with(float[] other) {
        return new PixelMap(other, channels, height, width);
    }

    /**
     * The sum over the channels, computed in double precision.
     *
     * @return one channel; values beyond the range of float are its largest number
     */
    public PixelMap perPixel() {
        if (channels == 1) {
            return this;
        }
        float[] sums = new float[pixels()];
        for (int i = 0; i < sums.length; i++) {
            double sum = 0;
            for (int at = i; at < values.length; at += sums.length) {
                sum += values[at];
            }
            sums[i] = (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, sum));
        }
        return new PixelMap(sums, height, width);
    }

    /** The positive part of every value: max(value, 0). */
    public PixelMap positive() {
        float[] positive = new float[values.length];
        for (int i = 0; i < positive.length; i++) {
            positive[i] = Math.max(values[i], 0);
        }
        return with(positive);
    }

    /** The absolute value of every value. */
    public PixelMap absolute() {
        float[] absolute = new float[values.length];
        for (int i = 0; i < absolute.length; i++) {
            absolute[i] = Math.abs(values[i]);
        }
        return with(absolute);
    }

    /**
     * Checks that no value is NaN or infinite.
     *
     * @param what the map is called in the message
     * @return this map
     * @throws IllegalArgumentException when one is; the message says where
     */
    public PixelMap requireFinite(String what) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        what + where(i) + " is " + values[i] + "; all values must be finite");
            }
        }
        return this;
    }

    /**
     * Checks that every value is finite and not negative.
     *
     * @param what the map is called in the message
     * @return this map
     * @throws IllegalArgumentException when one is not; the message says where
     */
    public PixelMap requireNonNegative(String what) {
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= 0 && values[i] < Float.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        what + where(i) + " is " + values[i] + "; it must be finite and not negative");
            }
        }
        return this;
    }

    private String where(int at) {
        int pixel = at % pixels();
        String channel = channels == 1 ? "" : "channel " + at / pixels() + ", ";
        return " at " + channel + "row " + pixel / width + ", column " + pixel % width;
    }
}
