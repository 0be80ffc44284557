package org.srmap.saliency;

import java.util.Arrays;
import org.srmap.saliency.Resize.Extent;

/** Operations on the value range of the channels of an h x w x c image. */
final class Channels {
    private Channels() {}

    /**
     * Each channel stretched to [0, 1]; a constant channel becomes 0.
     *
     * @throws IllegalArgumentException if a value is NaN or infinite
     */
    static double[] normalised(float[] image, Extent size) {
        double[] out = new double[image.length];
        for (int i = 0; i < image.length; i++) {
            if (!Float.isFinite(image[i])) {
                int pixel = i / size.channels();
                throw new IllegalArgumentException("the value at row " + pixel / size.width() + ", column "
                        + pixel % size.width() + ", channel " + i % size.channels() + " is " + image[i]
                        + "; all values must be finite");
            }
            out[i] = image[i];
        }
        for (int c = 0; c < size.channels(); c++) {
            stretch(out, c, size.channels());
        }
        return out;
    }

    /** Stretches one channel to [0, 1] in place; a constant channel becomes 0. */
    static void stretch(double[] values, int channel, int channels) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = channel; i < values.length; i += channels) {
            least = Math.min(least, values[i]);
            most = Math.max(most, values[i]);
        }
        double range = most - least;
        for (int i = channel; i < values.length; i += channels) {
            values[i] = range > 0 ? (values[i] - least) / range : 0;
        }
    }

    /**
     * Subtracts each channel's median in place. Distances between patches do not change, but a flat background becomes
     * zero, and rounding errors shrink with the norms.
     */
    static void subtractMedians(double[] values, Extent size) {
        double[] channel = new double[size.pixels()];
        for (int c = 0; c < size.channels(); c++) {
            for (int i = 0; i < channel.length; i++) {
                channel[i] = values[i * size.channels() + c];
            }
            Arrays.sort(channel);
            double median = channel[channel.length / 2];
            for (int i = c; i < values.length; i += size.channels()) {
                values[i] -= median;
            }
        }
    }
}
