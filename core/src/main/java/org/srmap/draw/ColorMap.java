package org.srmap.draw;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Colours for the values of a map, interpolated linearly in sRGB between listed colours.
 *
 * <p>A signed map is for values in [-1, 1] and has zero exactly in the middle; the others are for [0, 1]. The numbers of
 * {@code viridis} and {@code inferno} are those of Matplotlib, thinned out; both were given to the public domain (CC0).
 */
public final class ColorMap {
    /** Blue, white, red; zero is white. */
    public static final ColorMap BWR = even("bwr", true, 0x0000ff, 0xffffff, 0xff0000);
    /** Cyan, blue, black, red, yellow; zero is black. */
    public static final ColorMap COLDNHOT =
            even("coldnhot", true, 0xe0ffff, 0x00ffff, 0x0000ff, 0x000000, 0xff0000, 0xffff00, 0xffffe0);
    /** Dark blue, blue, white, red, dark red; zero is white. */
    public static final ColorMap SEISMIC = even("seismic", true, 0x00004d, 0x0000ff, 0xffffff, 0xff0000, 0x800000);
    /** Black to white. */
    public static final ColorMap GRAY = even("gray", false, 0x000000, 0xffffff);
    /** Black, red, yellow, white. */
    public static final ColorMap HOT = new ColorMap(
            "hot", false, new double[] {0, 0.365079, 0.746032, 1}, new int[] {0x0b0000, 0xff0000, 0xffff00, 0xffffff});
    /** Violet to yellow, even steps of brightness. */
    public static final ColorMap VIRIDIS = even(
            "viridis", false, 0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c, 0x28ae80, 0x5ec962, 0xaddc30, 0xfde725);
    /** Black over violet and orange to pale yellow, even steps of brightness. */
    public static final ColorMap INFERNO = even(
            "inferno", false, 0x000004, 0x1b0c41, 0x4a0c6b, 0x781c6d, 0xa52c60, 0xcf4446, 0xed6925, 0xfb9b06, 0xf7d13d,
            0xfcffa4);

    private static final List<ColorMap> ALL = List.of(BWR, COLDNHOT, SEISMIC, GRAY, HOT, VIRIDIS, INFERNO);

    private final String name;
    private final boolean signed;
    private final double[] positions;
    private final int[] colours;

    private ColorMap(String name, boolean signed, double[] positions, int[] colours) {
        this.name = name;
        this.signed = signed;
        this.positions = positions;
        this.colours = colours;
    }

    private static ColorMap even(String name, boolean signed, int... colours) {
        double[] positions = new double[colours.length];
        for (int i = 0; i < colours.length; i++) {
            positions[i] = (double) i / (colours.length - 1);
        }
        return new ColorMap(name, signed, positions, colours);
    }

    /**
     * A map of one's own with the colours at even distances.
     *
     * @param signed whether it is for [-1, 1]; an odd number of colours then puts one at zero
     * @param colours 0xRRGGBB from the lowest to the highest value, at least two
     */
    public static ColorMap of(String name, boolean signed, List<Integer> colours) {
        if (colours.size() < 2 || colours.stream().anyMatch(c -> (c & 0xff000000) != 0)) {
            throw new IllegalArgumentException(
                    "colour map '" + name + "': at least two colours 0x000000 to 0xffffff are needed");
        }
        return even(name, signed, colours.stream().mapToInt(Integer::intValue).toArray());
    }

    /** The map with this name. */
    public static ColorMap named(String name) {
        return ALL.stream()
                .filter(map -> map.name.equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no colour map '" + name + "'; choose from "
                        + String.join(", ", ALL.stream().map(ColorMap::name).toList())));
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Whether it is for values in [-1, 1] instead of [0, 1]. */
    public boolean signed() {
        return signed;
    }

    /** Colour of a value, 0xRRGGBB; values outside of the range get the colour of its end, NaN that of zero. */
    public int rgb(double value) {
        double number = Double.isNaN(value) ? 0 : value;
        return at(signed ? (number + 1) / 2 : number);
    }

    /** Colour at a position between the first (0) and the last (1), 0xRRGGBB. */
    public int at(double position) {
        double p = Math.max(0, Math.min(1, position)); // NaN stays NaN and is found beyond the end
        int found = Arrays.binarySearch(positions, p);
        if (found >= 0) {
            return colours[found];
        }
        int right = Math.min(-found - 1, positions.length - 1);
        double t = (p - positions[right - 1]) / (positions[right] - positions[right - 1]);
        int from = colours[right - 1];
        int to = colours[right];
        return (mix(from >> 16, to >> 16, t) << 16) | (mix(from >> 8, to >> 8, t) << 8) | mix(from, to, t);
    }

    private static int mix(int from, int to, double t) {
        return (int) Math.round((from & 0xff) * (1 - t) + (to & 0xff) * t);
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
