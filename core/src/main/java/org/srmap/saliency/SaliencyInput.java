package org.srmap.saliency;

import org.srmap.saliency.Resize.Size;

/** What the SR stage looks at: the way from signed relevance to the image whose context-aware saliency is the SR map. */
public enum SaliencyInput {
    /** One channel: the sum over the colour channels, negative values set to 0. Fast; evidence against does not count. */
    RELEVANCE,

    /** One channel: the absolute value of the sum over the colour channels. */
    ABSOLUTE_RELEVANCE,

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
     * @param relevance channels x height x width signed relevance; not modified
     * @param channels number of colour channels
     * @param height of the picture
     * @param width of the picture
     * @return height x width SR values in [0, 1]
     * @throws IllegalArgumentException if the sizes do not fit, or a value is NaN or infinite (the message says where)
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public float[] map(ContextAwareSaliency saliency, float[] relevance, int channels, int height, int width) {
        checkRelevance(relevance, channels, height, width);
        if (this == PAPER) {
            return paper(saliency, relevance, new Size(height, width, channels));
        }
        float[] sum = channelSum(relevance, height * width);
        for (int i = 0; i < sum.length; i++) {
            sum[i] = this == ABSOLUTE_RELEVANCE ? Math.abs(sum[i]) : Math.max(sum[i], 0);
        }
        return saliency.map(sum, height, width, 1);
    }

    /**
     * The positive relevance of every pixel, as {@link AttentionAreas} wants it: max(sum over the channels, 0).
     *
     * @param relevance channels x height x width signed relevance; not modified
     * @param channels number of colour channels
     * @param height of the picture
     * @param width of the picture
     * @return height x width
     * @throws IllegalArgumentException if the sizes do not fit, or a value is NaN or infinite (the message says where)
     */
    public static float[] positiveRelevance(float[] relevance, int channels, int height, int width) {
        checkRelevance(relevance, channels, height, width);
        float[] sum = channelSum(relevance, height * width);
        for (int i = 0; i < sum.length; i++) {
            sum[i] = Math.max(sum[i], 0);
        }
        return sum;
    }

    private static float[] paper(ContextAwareSaliency saliency, float[] relevance, Size size) {
        if (size.channels() != 3 && size.channels() != 1) {
            throw new IllegalArgumentException("the paper's route needs relevance of 3 channels (or 1), not "
                    + size.channels() + "; use the plain relevance instead");
        }
        double[] rgb = picture(relevance, size);
        double scale = (double) PAPER_SIDE / Math.max(size.height(), size.width());
        Size enlarged = new Size(Resize.length(scale, size.height()), Resize.length(scale, size.width()), 3);
        double[] resized =
                Resize.apply(rgb, new Size(size.height(), size.width(), 3), enlarged.height(), enlarged.width());
        float[] map = saliency.map(CieLab.fromSrgb(resized), enlarged.height(), enlarged.width(), 3);
        double[] wide = new double[map.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = map[i];
        }
        Size mapSize = new Size(enlarged.height(), enlarged.width(), 1);
        double[] back = Resize.apply(wide, mapSize, size.height(), size.width());
        float[] out = new float[back.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) Math.min(1, back[i]);
        }
        return out;
    }

    /** |R| stretched to 0..255 over all channels, floored to whole numbers, divided by 255: h x w x 3. */
    static double[] picture(float[] relevance, Size size) {
        float least = Float.POSITIVE_INFINITY;
        float most = 0;
        for (float value : relevance) {
            least = Math.min(least, Math.abs(value));
            most = Math.max(most, Math.abs(value));
        }
        double range = (double) most - least;
        double[] out = new double[size.pixels() * 3];
        for (int c = 0; c < 3; c++) {
            int plane = size.channels() == 3 ? c * size.pixels() : 0;
            for (int i = 0; i < size.pixels(); i++) {
                double value = Math.abs(relevance[plane + i]) - (double) least;
                out[i * 3 + c] = range > 0 ? Math.floor(value / range * 255) / 255 : 0;
            }
        }
        return out;
    }

    private static float[] channelSum(float[] relevance, int pixels) {
        float[] out = new float[pixels];
        for (int i = 0; i < pixels; i++) {
            double sum = 0;
            for (int at = i; at < relevance.length; at += pixels) {
                sum += relevance[at];
            }
            out[i] = (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, sum));
        }
        return out;
    }

    private static void checkRelevance(float[] relevance, int channels, int height, int width) {
        if (channels < 1 || height < 1 || width < 1 || (long) channels * height * width != relevance.length) {
            throw new IllegalArgumentException("relevance of " + relevance.length + " values is not " + channels + " x "
                    + height + " x " + width + " (channels x height x width)");
        }
        for (int i = 0; i < relevance.length; i++) {
            if (!Float.isFinite(relevance[i])) {
                int pixel = i % (height * width);
                throw new IllegalArgumentException("the relevance at channel " + i / (height * width) + ", row "
                        + pixel / width + ", column " + pixel % width + " is " + relevance[i]
                        + "; all values must be finite");
            }
        }
    }
}
