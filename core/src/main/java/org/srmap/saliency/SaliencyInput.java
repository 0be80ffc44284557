package org.srmap.saliency;

import java.util.concurrent.CancellationException;
import org.srmap.map.PixelMap;
import org.srmap.saliency.Resize.Extent;

/** What the SR stage looks at: the way from signed relevance to the image whose context-aware saliency is the SR map. */
public enum SaliencyInput {
    /** One channel: the sum over the colour channels, negative values set to 0. Fast; evidence against does not count. */
    RELEVANCE,

    /** One channel: the absolute value of the sum over the colour channels. */
    ABSOLUTE_RELEVANCE,

    /** The map as it is, each channel on its own, with its signs: for pictures and for maps that are not relevance. */
    CHANNELS,

    /**
     * The route of Li et al.: |R| as an 8-bit RGB picture (one range for all channels), longest side resized to 250, in
     * CIE Lab; the result is resized back. Needs 3 channels, or 1, which is then used for all three.
     */
    PAPER;

    private static final int PAPER_SIDE = 250;

    /**
     * Computes the SR map of a relevance map.
     *
     * @param saliency the method with its parameters
     * @param relevance signed relevance; not modified
     * @return SR values in [0, 1], one channel of the same size
     * @throws IllegalArgumentException if a value is NaN or infinite (the message says where), or the channels do not fit
     * @throws CancellationException if the calling thread is interrupted
     */
    public PixelMap map(ContextAwareSaliency saliency, PixelMap relevance) {
        relevance.requireFinite("the relevance");
        return switch (this) {
            case RELEVANCE -> plain(saliency, relevance.perPixel().positive());
            case ABSOLUTE_RELEVANCE -> plain(saliency, relevance.perPixel().absolute());
            case CHANNELS -> {
                float[] image = relevance.channelsLast();
                int height = relevance.height();
                int width = relevance.width();
                yield new PixelMap(saliency.map(image, height, width, relevance.channels()), height, width);
            }
            case PAPER -> paper(saliency, relevance);
        };
    }

    private static PixelMap plain(ContextAwareSaliency saliency, PixelMap seen) {
        return seen.with(saliency.map(seen.values(), seen.height(), seen.width(), 1));
    }

    private static PixelMap paper(ContextAwareSaliency saliency, PixelMap relevance) {
        if (relevance.channels() != 3 && relevance.channels() != 1) {
            throw new IllegalArgumentException("the paper's route needs relevance of 3 channels (or 1), not "
                    + relevance.channels() + "; use the plain relevance instead");
        }
        int height = relevance.height();
        int width = relevance.width();
        double[] rgb = picture(relevance);
        double scale = (double) PAPER_SIDE / Math.max(height, width);
        Extent enlarged = new Extent(Resize.length(scale, height), Resize.length(scale, width), 3);
        double[] resized = Resize.apply(rgb, new Extent(height, width, 3), enlarged.height(), enlarged.width());
        float[] map = saliency.map(CieLab.fromSrgb(resized), enlarged.height(), enlarged.width(), 3);
        double[] wide = new double[map.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = map[i];
        }
        double[] back = Resize.apply(wide, new Extent(enlarged.height(), enlarged.width(), 1), height, width);
        float[] out = new float[back.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) Math.min(1, back[i]);
        }
        return new PixelMap(out, height, width);
    }

    /** |R| stretched to 0..255 over all channels, floored to whole numbers, divided by 255: h x w x 3. */
    static double[] picture(PixelMap relevance) {
        float least = Float.POSITIVE_INFINITY;
        float most = 0;
        for (float value : relevance.values()) {
            least = Math.min(least, Math.abs(value));
            most = Math.max(most, Math.abs(value));
        }
        double range = (double) most - least;
        int pixels = relevance.pixels();
        double[] out = new double[pixels * 3];
        for (int c = 0; c < 3; c++) {
            int plane = relevance.channels() == 3 ? c * pixels : 0;
            for (int i = 0; i < pixels; i++) {
                double value = Math.abs(relevance.values()[plane + i]) - (double) least;
                out[i * 3 + c] = range > 0 ? Math.floor(value / range * 255) / 255 : 0;
            }
        }
        return out;
    }
}
