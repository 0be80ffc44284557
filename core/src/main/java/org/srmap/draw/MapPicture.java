package org.srmap.draw;

import java.awt.image.BufferedImage;
import org.srmap.image.Geometry;
import org.srmap.map.PixelMap;
import org.srmap.map.Size;

/**
 * Paints a map of a network's input at the place and in the resolution of the photo, smoothly: bilinear where it is
 * enlarged, averaged where it is made smaller. Where the network saw nothing the picture is transparent.
 */
final class MapPicture {
    /** Weighted inputs of every output along one axis; a length of 0 means that the network did not see it. */
    private record Axis(int[] start, float[][] weights) {
        /** Output i covers the input from i * step + offset to (i + 1) * step + offset. */
        static Axis of(int outSize, int inSize, double step, double offset) {
            int[] start = new int[outSize];
            float[][] weights = new float[outSize][];
            double radius = Math.max(step, 1);
            for (int i = 0; i < outSize; i++) {
                double centre = (i + 0.5) * step + offset;
                if (centre < 0 || centre > inSize) {
                    weights[i] = new float[0];
                    continue;
                }
                int first = Math.max((int) Math.ceil(centre - radius - 0.5), 0);
                int last = Math.min((int) Math.floor(centre + radius - 0.5), inSize - 1);
                start[i] = first;
                weights[i] = triangle(first, last, centre, radius);
            }
            return new Axis(start, weights);
        }

        private static float[] triangle(int first, int last, double centre, double radius) {
            float[] weights = new float[last - first + 1];
            double sum = 0;
            for (int k = first; k <= last; k++) {
                sum += Math.max(0, 1 - Math.abs(k + 0.5 - centre) / radius);
            }
            for (int k = first; k <= last; k++) {
                double weight = Math.max(0, 1 - Math.abs(k + 0.5 - centre) / radius);
                weights[k - first] = (float) (sum > 0 ? weight / sum : 1.0 / weights.length);
            }
            return weights;
        }
    }

    private MapPicture() {}

    /**
     * Checks that a map has one channel and the size of the network's input.
     *
     * @throws IllegalArgumentException when it has not
     */
    static void requireFitting(PixelMap map, Geometry geometry) {
        if (map.channels() != 1 || map.height() != geometry.inputHeight() || map.width() != geometry.inputWidth()) {
            throw new IllegalArgumentException("a map of " + map.channels() + "x" + map.height() + "x" + map.width()
                    + "; the geometry needs 1x" + geometry.inputHeight() + "x" + geometry.inputWidth());
        }
    }

    /**
     * Paints a map over the whole photo.
     *
     * @param map one channel, of the size of the network's input
     * @param geometry where it lies in the photo
     * @param size size of the picture, which shows the whole photo
     * @return TYPE_INT_ARGB, transparent outside of what the network saw
     */
    static BufferedImage paint(PixelMap map, Geometry geometry, Size size, ColorMap colours, MapScale scale) {
        requireFitting(map, geometry);
        int width = size.width();
        int height = size.height();
        Axis across = axis(width, geometry.photoWidth(), map.width(), geometry.scaleX(), geometry.offsetX());
        Axis down = axis(height, geometry.photoHeight(), map.height(), geometry.scaleY(), geometry.offsetY());
        float[] rows = alongRows(map, across);
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        int[] line = new int[width];
        for (int y = 0; y < height; y++) {
            float[] weights = down.weights[y];
            for (int x = 0; x < width; x++) {
                double sum = 0;
                for (int k = 0; k < weights.length; k++) {
                    sum += weights[k] * rows[(down.start[y] + k) * width + x];
                }
                boolean seen = weights.length > 0 && across.weights[x].length > 0;
                line[x] = seen ? 0xff000000 | colours.at(scale.position(sum)) : 0;
            }
            picture.setRGB(0, y, width, 1, line, 0, width);
        }
        return picture;
    }

    private static Axis axis(int outSize, int photoSize, int inSize, double scale, double offset) {
        return Axis.of(outSize, inSize, photoSize / (outSize * scale), -offset / scale);
    }

    private static float[] alongRows(PixelMap map, Axis across) {
        int width = across.weights.length;
        float[] rows = new float[Math.multiplyExact(map.height(), width)];
        for (int y = 0; y < map.height(); y++) {
            for (int x = 0; x < width; x++) {
                float[] weights = across.weights[x];
                double sum = 0;
                for (int k = 0; k < weights.length; k++) {
                    sum += weights[k] * map.at(across.start[x] + k, y);
                }
                rows[y * width + x] = (float) sum;
            }
        }
        return rows;
    }
}
