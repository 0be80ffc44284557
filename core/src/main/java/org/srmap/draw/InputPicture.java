package org.srmap.draw;

import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;
import org.srmap.image.Preprocessing;
import org.srmap.map.PixelMap;

/** Turns the input of a network back into a picture, for inputs that came without a photo. */
public final class InputPicture {
    private InputPicture() {}

    /**
     * The picture that a tensor shows. With a preprocessing its numbers are undone and rounded to bytes; without one, or
     * when the tensor has another number of channels, the lowest value becomes black and the highest white. One channel
     * is gray, three are red, green and blue, of any other number the mean is shown in gray. Values that are not finite
     * are black.
     *
     * @param input values of the input
     */
    public static BufferedImage of(PixelMap input, @Nullable Preprocessing preprocessing) {
        float[] tensor = input.values();
        int channels = input.channels();
        int plane = input.pixels();
        boolean undo = preprocessing != null && preprocessing.channels().count() == channels;
        double[] bytes = preprocessing != null && undo ? undone(tensor, plane, preprocessing) : stretched(tensor);
        boolean bgr = preprocessing != null && undo && preprocessing.channels() == Preprocessing.Channels.BGR;
        BufferedImage image = new BufferedImage(input.width(), input.height(), BufferedImage.TYPE_INT_RGB);
        int[] rgb = new int[plane];
        for (int i = 0; i < plane; i++) {
            rgb[i] = channels == 3 ? colour(bytes, i, plane, bgr) : round(mean(bytes, i, plane)) * 0x010101;
        }
        image.setRGB(0, 0, input.width(), input.height(), rgb, 0, input.width());
        return image;
    }

    private static double[] undone(float[] tensor, int plane, Preprocessing preprocessing) {
        double[] bytes = new double[tensor.length];
        for (int i = 0; i < tensor.length; i++) {
            bytes[i] = preprocessing.byteOf(tensor[i], i / plane);
        }
        return bytes;
    }

    private static double[] stretched(float[] tensor) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (float value : tensor) {
            if (Float.isFinite(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        double factor = high > low ? 255 / (high - low) : 0;
        double[] bytes = new double[tensor.length];
        for (int i = 0; i < tensor.length; i++) {
            bytes[i] = Float.isFinite(tensor[i]) ? (tensor[i] - low) * factor : 0;
        }
        return bytes;
    }

    private static int colour(double[] bytes, int i, int plane, boolean bgr) {
        int first = round(bytes[i]);
        int third = round(bytes[i + 2 * plane]);
        return ((bgr ? third : first) << 16) | (round(bytes[i + plane]) << 8) | (bgr ? first : third);
    }

    private static double mean(double[] bytes, int i, int plane) {
        double sum = 0;
        for (int at = i; at < bytes.length; at += plane) {
            sum += bytes[at];
        }
        return sum * plane / bytes.length;
    }

    private static int round(double value) {
        return (int) Math.max(0, Math.min(255, Math.rint(value))); // NaN becomes 0
    }
}
