package org.srmap.cli.explain;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.srmap.cli.options.Inputs;
import org.srmap.image.Photo;
import org.srmap.npy.Npy;
import org.srmap.npy.NpyArray;

/**
 * A map from elsewhere.
 *
 * @param name its file
 * @param values height x width x channels
 * @param height of the map
 * @param width of the map
 * @param channels of the map
 * @param picture the picture that it was read from; null for an array
 */
record SaliencyMap(
        String name,
        float[] values,
        int height,
        int width,
        int channels,
        @Nullable BufferedImage picture) {

    boolean isPicture() {
        return picture != null;
    }

    static SaliencyMap read(Path file) throws IOException {
        if (Inputs.isArray(file)) {
            return array(file);
        }
        Photo photo = Photo.read(file);
        float[] values = new float[photo.width() * photo.height() * 3];
        int at = 0;
        for (int y = 0; y < photo.height(); y++) {
            for (int x = 0; x < photo.width(); x++) {
                int rgb = photo.rgb(x, y);
                values[at++] = (rgb >> 16 & 0xff) / 255f;
                values[at++] = (rgb >> 8 & 0xff) / 255f;
                values[at++] = (rgb & 0xff) / 255f;
            }
        }
        return new SaliencyMap(file.toString(), values, photo.height(), photo.width(), 3, photo.toImage());
    }

    private static SaliencyMap array(Path file) throws IOException {
        NpyArray array = Npy.read(file);
        int[] shape = array.shape();
        if (shape.length != 2 && shape.length != 3) {
            throw new IOException(
                    file + ": an array of shape " + Arrays.toString(shape) + "; H x W or H x W x C is needed");
        }
        int channels = shape.length == 3 ? shape[2] : 1;
        if (channels < 1 || channels > 16) {
            throw new IOException(file + ": an array of shape " + Arrays.toString(shape) + " has " + channels
                    + " channels; H x W x C with 1 to 16 is needed (a map C x H x W has to be transposed)");
        }
        return new SaliencyMap(file.toString(), array.floats(), shape[0], shape[1], channels, null);
    }

    /** The values as channels x height x width. */
    float[] channelsFirst() {
        float[] first = new float[values.length];
        int pixels = height * width;
        for (int p = 0; p < pixels; p++) {
            for (int c = 0; c < channels; c++) {
                first[c * pixels + p] = values[p * channels + c];
            }
        }
        return first;
    }
}
