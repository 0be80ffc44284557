package org.srmap.attribution;

import java.util.List;
import org.srmap.lrp.Request;
import org.srmap.npy.Npy;
import org.srmap.npy.NpyArray;

/**
 * A picture without information: what pixels are replaced with.
 *
 * @param name {@code zero}, {@code black}, {@code mean}, or the file that it was read from
 * @param given the values, channels x height x width, when they were given; else empty
 */
record Fill(String name, float[] given) {
    private static final List<String> NAMES = List.of("zero", "black", "mean");

    /**
     * By name: {@code zero} after preprocessing (under ImageNet's, its mean colour), {@code black} pixels, or the
     * {@code mean} of every channel of the picture itself; anything that ends in .npy is read.
     *
     * @throws IllegalArgumentException for other names and files that cannot be read
     */
    static Fill named(String name) {
        if (NAMES.contains(name)) {
            return new Fill(name, new float[0]);
        }
        if (!name.endsWith(".npy")) {
            throw new IllegalArgumentException("there is no fill \"" + name + "\"; choose from "
                    + String.join(", ", NAMES) + ", or an .npy array channels x height x width");
        }
        try {
            NpyArray array = Npy.read(java.nio.file.Path.of(name));
            return new Fill(name, array.floats());
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** The filling for a picture, channels x height x width. */
    float[] of(float[] image, Network network, Request request) {
        float[] filling = new float[image.length];
        if (!NAMES.contains(name)) {
            if (given.length != image.length) {
                throw new IllegalArgumentException(name + ": " + given.length + " values; the network's input has "
                        + network.channels() + " x " + network.height() + " x " + network.width());
            }
            return given;
        }
        int pixels = network.pixels();
        for (int c = 0; c < network.channels(); c++) {
            java.util.Arrays.fill(filling, c * pixels, (c + 1) * pixels, colour(image, c, pixels, request));
        }
        return filling;
    }

    private float colour(float[] image, int channel, int pixels, Request request) {
        return switch (name) {
            case "black" -> {
                List<Double> low = request.range().low();
                yield low.get(Math.min(channel, low.size() - 1)).floatValue();
            }
            case "mean" -> {
                double sum = 0;
                for (int p = 0; p < pixels; p++) {
                    sum += image[channel * pixels + p];
                }
                yield (float) (sum / pixels);
            }
            default -> 0;
        };
    }
}
