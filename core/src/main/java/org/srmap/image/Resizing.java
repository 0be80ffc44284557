package org.srmap.image;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.srmap.image.Preprocessing.Exact;
import org.srmap.image.Preprocessing.Resize;
import org.srmap.image.Preprocessing.ShorterSide;
import org.srmap.map.PixelMap;
import org.srmap.map.Size;

/** Carries a preprocessing out: torchvision's rules for sizes and centre crops, then the values. */
final class Resizing {
    private Resizing() {}

    /** Size of the whole picture after resizing. */
    static Size sizeAfter(@Nullable Resize resize, int photoWidth, int photoHeight) {
        long[] size = resized(resize, photoWidth, photoHeight);
        return new Size((int) Math.min(size[1], Integer.MAX_VALUE), (int) Math.min(size[0], Integer.MAX_VALUE));
    }

    /** Width and height after resizing; as long because the longer side of a thin photo can become enormous. */
    private static long[] resized(@Nullable Resize resize, int width, int height) {
        if (resize instanceof Exact exact) {
            return new long[] {exact.size().width(), exact.size().height()};
        }
        if (resize instanceof ShorterSide shorter) {
            long wanted = shorter.length();
            long longer = (long) ((double) (wanted * Math.max(width, height)) / Math.min(width, height));
            return width <= height ? new long[] {wanted, longer} : new long[] {longer, wanted};
        }
        return new long[] {width, height};
    }

    static PreparedPhoto apply(Preprocessing preprocessing, Photo photo) {
        long[] whole = resized(preprocessing.resize(), photo.width(), photo.height());
        if (Math.max(whole[0], whole[1]) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(photo + " would become " + whole[0] + "x" + whole[1]
                    + " pixels; it is too thin for " + preprocessing);
        }
        int wholeWidth = (int) whole[0];
        int wholeHeight = (int) whole[1];
        Size size = preprocessing.outputSize(photo.width(), photo.height());
        int left = cropStart(wholeWidth, size.width());
        int top = cropStart(wholeHeight, size.height());
        Resampler.Window window = new Resampler.Window(
                Math.max(left, 0),
                Math.max(top, 0),
                Math.min(wholeWidth, size.width()),
                Math.min(wholeHeight, size.height()));
        int[] pixels = Resampler.resize(photo.pixels(), photo.width(), photo.height(), wholeWidth, wholeHeight, window);
        double scaleX = (double) photo.width() / wholeWidth;
        double scaleY = (double) photo.height() / wholeHeight;
        Geometry geometry = new Geometry(
                size.width(),
                size.height(),
                photo.width(),
                photo.height(),
                scaleX,
                scaleY,
                left * scaleX,
                top * scaleY,
                photo.orientation());
        float[] tensor = values(preprocessing, pixels, window, size, -Math.min(left, 0), -Math.min(top, 0));
        int channels = preprocessing.channels().count();
        return new PreparedPhoto(new PixelMap(tensor, channels, size.height(), size.width()), geometry);
    }

    /**
     * Where torchvision's centre crop begins. Python rounds halves to even; a picture that is too small is padded, half
     * of it (rounded down) before the picture, which counts as a negative start.
     */
    static int cropStart(int length, int crop) {
        return crop > length ? -((crop - length) / 2) : (int) Math.rint((length - crop) / 2.0);
    }

    private static float[] values(
            Preprocessing preprocessing, int[] pixels, Resampler.Window window, Size size, int padLeft, int padTop) {
        int channels = preprocessing.channels().count();
        int plane = size.height() * size.width();
        float[] tensor = new float[Math.multiplyExact(channels, plane)];
        float[] table = new float[256];
        for (int c = 0; c < channels; c++) {
            for (int b = 0; b < 256; b++) {
                table[b] = preprocessing.value(b, c);
            }
            Arrays.fill(tensor, c * plane, (c + 1) * plane, table[0]);
            for (int y = 0; y < window.height(); y++) {
                int to = c * plane + (padTop + y) * size.width() + padLeft;
                int from = y * window.width();
                for (int x = 0; x < window.width(); x++) {
                    tensor[to + x] = table[preprocessing.channels().of(pixels[from + x], c)];
                }
            }
        }
        return tensor;
    }
}
