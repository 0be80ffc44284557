package org.srmap.cli.explain;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.srmap.cli.options.Inputs;
import org.srmap.image.Photo;
import org.srmap.map.PixelMap;
import org.srmap.npy.Npy;
import org.srmap.npy.NpyArray;

/**
 * A map from elsewhere.
 *
 * @param name its file
 * @param values its numbers
 * @param picture the picture that it was read from; null for an array
 */
record SaliencyMap(String name, PixelMap values, @Nullable BufferedImage picture) {

    static SaliencyMap read(Path file) throws IOException {
        if (Inputs.isArray(file)) {
            return array(file);
        }
        Photo photo = Photo.read(file);
        int pixels = photo.width() * photo.height();
        float[] values = new float[3 * pixels];
        for (int p = 0; p < pixels; p++) {
            int rgb = photo.pixels()[p];
            values[p] = (rgb >> 16 & 0xff) / 255f;
            values[pixels + p] = (rgb >> 8 & 0xff) / 255f;
            values[2 * pixels + p] = (rgb & 0xff) / 255f;
        }
        PixelMap map = new PixelMap(values, 3, photo.height(), photo.width());
        return new SaliencyMap(file.toString(), map, photo.toImage());
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
        PixelMap map = PixelMap.ofChannelsLast(array.floats(), channels, shape[0], shape[1]);
        return new SaliencyMap(file.toString(), map, null);
    }
}
