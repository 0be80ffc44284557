package org.srmap.eval;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.srmap.map.PixelMap;

/** What pixels become when they are taken away. */
public enum Filling {
    /** The mean colour of the picture. */
    MEAN,
    /** Black: the value of byte 0 in every channel. */
    BLACK,
    /** The picture blurred by a Gaussian; its standard deviation is a twentieth of the shorter side. */
    BLUR,
    /** Uniform noise over the range of every channel. */
    NOISE,
    /** What the pixels around suggest; see {@link Imputation}. */
    INPAINT;

    /**
     * Range of the values of the model's input.
     *
     * @param low value of byte 0 in every channel
     * @param high value of byte 255 in every channel
     */
    public record Range(List<Float> low, List<Float> high) {
        public Range {
            low = List.copyOf(low);
            high = List.copyOf(high);
        }
    }

    /** The name in lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The filling of that name.
     *
     * @throws IllegalArgumentException listing the names there are
     */
    public static Filling named(String name) {
        return Arrays.stream(values())
                .filter(f -> f.id().equals(name.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no filling \"" + name + "\"; choose from mean, black, blur, noise, inpaint"));
    }

    /** The whole picture taken away; for {@link #INPAINT}, which depends on what is left, the picture itself. */
    float[] of(PixelMap picture, Range range, long seed) {
        float[] filled = picture.values().clone();
        int pixels = picture.pixels();
        Random random = new Random(seed);
        for (int c = 0; c < picture.channels(); c++) {
            float low = range.low().get(c);
            float high = range.high().get(c);
            double mean = 0;
            for (int p = 0; p < pixels; p++) {
                mean += filled[c * pixels + p] / pixels;
            }
            for (int p = 0; p < pixels; p++) {
                int at = c * pixels + p;
                filled[at] = switch (this) {
                    case MEAN -> (float) mean;
                    case BLACK -> low;
                    case NOISE -> low + random.nextFloat() * (high - low);
                    case BLUR, INPAINT -> filled[at];
                };
            }
        }
        if (this == BLUR) {
            double sigma = Math.min(picture.height(), picture.width()) / 20.0;
            Blur.apply(filled, picture, sigma);
        }
        return filled;
    }
}
