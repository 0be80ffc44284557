package org.srmap.image;

/**
 * Antialiased bilinear resizing of 8-bit pictures in the arithmetic of Pillow's {@code Image.resize(size, BILINEAR)}.
 *
 * <p>A triangle filter with half-pixel centres, as wide as the larger of the two pixels, applied first along the rows
 * and then along the columns. Weights are integers with 22 fractional bits; each pass rounds to 8 bits. Every output
 * pixel depends on its own neighbourhood only, so a window of the resized picture is computed without the rest of it:
 * cost and memory follow the window, not the resized picture.
 */
public final class Resampler {
    private static final int PRECISION_BITS = 32 - 8 - 2;
    private static final int HALF = 1 << (PRECISION_BITS - 1);

    /** Weights along one axis for the outputs {@code from} to {@code from + count}. */
    private static final class Axis {
        final int[] start;
        final int[] length;
        final int[] weights;
        final int stride;

        Axis(int inSize, int outSize, int from, int count) {
            double scale = (double) inSize / outSize;
            double filterScale = Math.max(scale, 1.0);
            double inverse = 1.0 / filterScale;
            stride = (int) Math.ceil(filterScale) * 2 + 1;
            start = new int[count];
            length = new int[count];
            weights = new int[Math.multiplyExact(count, stride)];
            double[] exact = new double[stride];
            for (int i = 0; i < count; i++) {
                double centre = (from + i + 0.5) * scale;
                int first = Math.max((int) (centre - filterScale + 0.5), 0);
                int last = Math.min((int) (centre + filterScale + 0.5), inSize);
                start[i] = first;
                length[i] = last - first;
                double sum = 0;
                for (int k = 0; k < last - first; k++) {
                    exact[k] = Math.max(1.0 - Math.abs((k + first - centre + 0.5) * inverse), 0.0);
                    sum += exact[k];
                }
                for (int k = 0; k < last - first; k++) {
                    double weight = sum == 0 ? exact[k] : exact[k] / sum;
                    weights[i * stride + k] = (int) (0.5 + weight * (1 << PRECISION_BITS));
                }
            }
        }
    }

    private Resampler() {}

    /**
     * Resizes a picture and keeps a window of the result.
     *
     * @param pixels source, 0xRRGGBB row by row; not modified
     * @param width width of the source
     * @param height height of the source
     * @param toWidth width of the whole resized picture
     * @param toHeight height of the whole resized picture
     * @param window the part to compute, inside of the resized picture
     * @return the window, 0xRRGGBB row by row
     */
    public static int[] resize(int[] pixels, int width, int height, int toWidth, int toHeight, Window window) {
        Axis vertical = new Axis(height, toHeight, window.y(), window.height());
        int firstRow = toHeight == height ? window.y() : vertical.start[0];
        int last = window.height() - 1;
        int endRow = toHeight == height ? window.y() + window.height() : vertical.start[last] + vertical.length[last];

        // As in Pillow, an axis that keeps its size is not filtered at all.
        int[] rows = new int[Math.multiplyExact(window.width(), endRow - firstRow)];
        if (toWidth == width) {
            for (int y = firstRow; y < endRow; y++) {
                System.arraycopy(pixels, y * width + window.x(), rows, (y - firstRow) * window.width(), window.width());
            }
        } else {
            alongRows(pixels, width, firstRow, endRow, new Axis(width, toWidth, window.x(), window.width()), rows);
        }
        return toHeight == height ? rows : alongColumns(rows, window.width(), firstRow, vertical);
    }

    private static void alongRows(int[] pixels, int width, int firstRow, int endRow, Axis axis, int[] out) {
        int columns = axis.start.length;
        for (int y = firstRow; y < endRow; y++) {
            for (int x = 0; x < columns; x++) {
                int r = HALF;
                int g = HALF;
                int b = HALF;
                int from = y * width + axis.start[x];
                for (int k = 0, w = x * axis.stride; k < axis.length[x]; k++, w++) {
                    int pixel = pixels[from + k];
                    int weight = axis.weights[w];
                    r += ((pixel >> 16) & 0xff) * weight;
                    g += ((pixel >> 8) & 0xff) * weight;
                    b += (pixel & 0xff) * weight;
                }
                out[(y - firstRow) * columns + x] = pack(r, g, b);
            }
        }
    }

    private static int[] alongColumns(int[] rows, int width, int firstRow, Axis axis) {
        int[] out = new int[Math.multiplyExact(width, axis.start.length)];
        for (int y = 0; y < axis.start.length; y++) {
            for (int x = 0; x < width; x++) {
                int r = HALF;
                int g = HALF;
                int b = HALF;
                int from = (axis.start[y] - firstRow) * width + x;
                for (int k = 0, w = y * axis.stride; k < axis.length[y]; k++, w++, from += width) {
                    int pixel = rows[from];
                    int weight = axis.weights[w];
                    r += ((pixel >> 16) & 0xff) * weight;
                    g += ((pixel >> 8) & 0xff) * weight;
                    b += (pixel & 0xff) * weight;
                }
                out[y * width + x] = pack(r, g, b);
            }
        }
        return out;
    }

    /** The sums are not negative: the triangle has no negative lobes, and 22 bits leave room below the sign. */
    private static int pack(int r, int g, int b) {
        return (Math.min(r >> PRECISION_BITS, 255) << 16)
                | (Math.min(g >> PRECISION_BITS, 255) << 8)
                | Math.min(b >> PRECISION_BITS, 255);
    }

    /** A rectangle of whole pixels. */
    public record Window(int x, int y, int width, int height) {}
}
