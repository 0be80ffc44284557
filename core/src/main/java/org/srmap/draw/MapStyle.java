package org.srmap.draw;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How a relevance map is drawn.
 *
 * @param colours colours from the lowest to the highest value of the scale
 * @param alignment where zero lies on the scale
 * @param clip percent of the strongest values that share the colour at the end of the scale, 0 to below 50
 */
public record MapStyle(ColorMap colours, Alignment alignment, double clip) {
    /** Or single pixels would leave the rest white. */
    private static final double CLIP = 0.2;

    /** Where zero lies on the scale. */
    public enum Alignment {
        /** In the middle; both ends are equally far from it. */
        SYMMETRIC,
        /** At the lower end; the sign is dropped. */
        ABSOLUTE,
        /** Anywhere: the scale goes from the lowest to the highest value. */
        UNALIGNED;

        /** The colours that go with it when none are asked for. */
        public ColorMap usualColours() {
            return switch (this) {
                case SYMMETRIC -> ColorMap.BWR;
                case ABSOLUTE -> ColorMap.HOT;
                case UNALIGNED -> ColorMap.VIRIDIS;
            };
        }

        /**
         * By name, upper or lower case.
         *
         * @throws IllegalArgumentException listing the names there are
         */
        public static Alignment named(String name) {
            return Arrays.stream(values())
                    .filter(a -> a.name().equals(name.toUpperCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "there is no scale '" + name + "'; choose from symmetric, absolute, unaligned"));
        }
    }

    public MapStyle {
        if (!(clip >= 0 && clip < 50)) {
            throw new IllegalArgumentException("clip " + clip + ": 0 (nothing) to below 50 percent");
        }
    }

    /** Blue, white and red around zero, the strongest 0.2 % clipped. */
    public static MapStyle usual() {
        return new MapStyle(ColorMap.BWR, Alignment.SYMMETRIC, CLIP);
    }

    /** The scale for a map. */
    public MapScale scale(float[] values) {
        double percent = 100 - clip;
        return switch (alignment) {
            case SYMMETRIC -> MapScale.percentile(values, percent);
            case ABSOLUTE -> {
                MapScale both = MapScale.percentile(values, percent);
                yield new MapScale(0, both.high(), true, both.clipped());
            }
            case UNALIGNED -> unaligned(values);
        };
    }

    /** Half of what is clipped is clipped at either end. */
    private MapScale unaligned(float[] values) {
        MapScale whole = MapScale.unaligned(values);
        double[] finite = new double[values.length];
        int count = 0;
        for (float value : values) {
            if (Float.isFinite(value)) {
                finite[count++] = value;
            }
        }
        if (clip == 0 || count == 0) {
            return whole;
        }
        double[] sorted = Arrays.copyOf(finite, count);
        Arrays.sort(sorted);
        int cut = (int) Math.floor(clip / 200 * count);
        double low = sorted[cut];
        double high = sorted[count - 1 - cut];
        return low < high ? new MapScale(low, high, false, low > whole.low() || high < whole.high()) : whole;
    }

    /**
     * Colours by name, or a list such as {@code #0000ff,#ffffff,#ff0000} from the lowest to the highest value.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static ColorMap colours(String text) {
        if (!text.startsWith("#")) {
            return ColorMap.named(text);
        }
        List<String> parts = List.of(text.split(",", -1));
        if (parts.size() < 2
                || parts.size() > 256
                || !parts.stream().allMatch(p -> p.strip().matches("#[0-9a-fA-F]{6}"))) {
            throw new IllegalArgumentException(
                    "'" + text + "': 2 to 256 colours #rrggbb with commas between them are needed");
        }
        List<Integer> colours = parts.stream()
                .map(p -> Integer.parseInt(p.strip().substring(1), 16))
                .toList();
        return ColorMap.of("own", colours.size() % 2 == 1, colours);
    }
}
