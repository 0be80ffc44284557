package org.srmap.draw;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How the values of a map become positions on a {@link ColorMap}, and the numbers beside the colour bar.
 *
 * @param low value at the lower end of the colours
 * @param high value at the upper end of the colours, not below {@code low}
 * @param magnitude whether only the size of a value counts, not its sign
 * @param clipped whether there are values beyond the ends
 */
public record MapScale(double low, double high, boolean magnitude, boolean clipped) {
    /** Checks the ends. */
    public MapScale {
        if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
            throw new IllegalArgumentException("scale from " + low + " to " + high + ": two finite numbers in order");
        }
    }

    /** Zero in the middle, the largest size of a value at the ends. */
    public static MapScale symmetric(float[] values) {
        return percentile(values, 100);
    }

    /**
     * Zero in the middle, a percentile of the sizes at the ends; all values beyond get the colour of the end.
     *
     * @param percent above 0, at most 100; 99 clips the strongest hundredth
     */
    public static MapScale percentile(float[] values, double percent) {
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException("percentile " + percent + ": must be above 0 and at most 100");
        }
        float[] sizes = sizes(values);
        if (sizes.length == 0) {
            return new MapScale(0, 0, false, false);
        }
        float largest = sizes[sizes.length - 1];
        float bound = sizes[(int) Math.ceil(percent / 100 * sizes.length) - 1];
        if (bound == 0) { // nearly everything is zero: clipping would leave nothing
            bound = largest;
        }
        return new MapScale(0.0 - bound, bound, false, bound < largest); // not -bound: that can be -0
    }

    /** Sizes of values from zero to the largest; the sign is dropped. */
    public static MapScale absolute(float[] values) {
        float[] sizes = sizes(values);
        return new MapScale(0, sizes.length == 0 ? 0 : sizes[sizes.length - 1], true, false);
    }

    /** From the lowest to the highest value, wherever zero is. */
    public static MapScale unaligned(float[] values) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            if (Float.isFinite(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        return low <= high ? new MapScale(low, high, false, false) : new MapScale(0, 0, false, false);
    }

    /** From 0 to 1, for SR maps. */
    public static MapScale unit() {
        return new MapScale(0, 1, false, false);
    }

    private static float[] sizes(float[] values) {
        float[] sizes = new float[values.length];
        int count = 0;
        for (float value : values) {
            if (Float.isFinite(value)) {
                sizes[count++] = Math.abs(value);
            }
        }
        sizes = Arrays.copyOf(sizes, count);
        Arrays.sort(sizes);
        return sizes;
    }

    /** Position of a value on the colours, 0 to 1. On a scale without extent: the middle, or 0 when it starts at zero. */
    public double position(double value) {
        double v = magnitude ? Math.abs(value) : value;
        if (Double.isNaN(v)) {
            v = Math.max(low, Math.min(high, 0));
        }
        if (high == low) {
            return magnitude ? 0 : 0.5;
        }
        return Math.max(0, Math.min(1, (v - low) / (high - low)));
    }

    /** The numbers for the colour bar: both ends and the middle. */
    public List<Double> ticks() {
        return low == high ? List.of(low) : List.of(low, (low + high) / 2, high);
    }

    /** A tick as text with two digits that count; an end beyond which there are values gets a sign that says so. */
    public String label(double tick) {
        String text = number(tick);
        if (!clipped) {
            return text;
        }
        return tick == high ? "≥ " + text : tick == low && !magnitude ? "≤ " + text : text;
    }

    private static String number(double value) {
        double size = Math.abs(value);
        String text;
        if (size == 0) {
            text = "0";
        } else if (size >= 1e-3 && size < 1e4) {
            int digits = Math.max(0, 1 - (int) Math.floor(Math.log10(size)));
            text = String.format(Locale.ROOT, "%." + digits + "f", size);
            text = text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
        } else {
            text = String.format(Locale.ROOT, "%.1e", size)
                    .replace("e-0", "e−")
                    .replace("e-", "e−")
                    .replace("e+0", "e");
        }
        return value < 0 ? "−" + text : text;
    }
}
