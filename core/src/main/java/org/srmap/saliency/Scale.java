package org.srmap.saliency;

import java.util.Arrays;
import org.srmap.saliency.Resize.Extent;

/**
 * One scale of the picture, ready to be searched: the padded image I_r that holds the 7x7 windows of all pixels, the
 * context patches of its levels, and a table of distance weights.
 *
 * <p>Patches that are zero everywhere come last ({@link #nonZero}), so that kernels can skip their products. The list
 * is padded to whole blocks of {@link #BLOCK} with patches that are infinitely far away.
 */
final class Scale {
    /** Patches are handled in blocks of this many. */
    static final int BLOCK = 6;
    /** Queries are handled in runs of this many neighbouring pixels of a row. */
    static final int SEGMENT = 16;

    private static final int PATCH = SaliencyParameters.PATCH;
    private static final int STRIDE = SaliencyParameters.STRIDE;
    private static final int MARGIN = PATCH / 2;

    final Extent size;
    /** Values per patch: 49 per channel, in the order dy, dx, channel. */
    final int dims;
    /** I_r with a symmetric border of 3 pixels (and up to a whole segment on the right), row-major with channels. */
    final float[] padded;

    final int paddedWidth;
    /** Context patches, without and with the padding to whole blocks. */
    final int count;

    final int paddedCount;
    /** Patches from this index on are zero everywhere. */
    final int nonZero;
    /** Patch values, {@link #dims} per patch. */
    final float[] patches;
    /** Half the squared norm of every patch. */
    final float[] halfNorm;
    /** 1/(1 + c dist)^2: entry {@code tableBase[patch] + y * tableStride + x} belongs to the query at (y, x). */
    final float[] table;

    final int[] tableBase;
    final int tableStride;

    private final int[] unscaledPatch;
    private final int unscaledWidth;

    /**
     * Cuts the patches.
     *
     * @param image I_r, h x w x c, background near zero
     * @param size its size
     * @param steps 1/f for every context level f
     * @param distanceWeight c
     */
    Scale(double[] image, Extent size, int[] steps, double distanceWeight) {
        this.size = size;
        dims = PATCH * PATCH * size.channels();
        paddedWidth = roundUp(size.width(), SEGMENT) + PATCH - 1;
        padded = pad(image, size, paddedWidth);
        Level[] levels = new Level[steps.length];
        int total = 0;
        for (int i = 0; i < steps.length; i++) {
            levels[i] = new Level(image, size, steps[i]);
            total += levels[i].patches();
        }
        count = total;
        paddedCount = roundUp(total, BLOCK);
        patches = new float[paddedCount * dims];
        halfNorm = new float[paddedCount];
        Arrays.fill(halfNorm, count, paddedCount, Float.POSITIVE_INFINITY);
        tableBase = new int[paddedCount];
        tableStride = Arrays.stream(levels).mapToInt(l -> l.reachX).max().orElse(0) + roundUp(size.width(), SEGMENT);
        table = new float
                [Arrays.stream(levels)
                        .mapToInt(l -> l.tableRows(size) * tableStride)
                        .sum()];
        fillTable(levels, distanceWeight);
        unscaledWidth = Arrays.stream(levels)
                .filter(l -> l.step == 1)
                .mapToInt(l -> l.columns)
                .max()
                .orElse(0);
        unscaledPatch = new int
                [Arrays.stream(levels)
                        .filter(l -> l.step == 1)
                        .mapToInt(Level::patches)
                        .max()
                        .orElse(0)];
        nonZero = fillPatches(levels);
    }

    /** Whether there is anything to compare with. */
    boolean isEmpty() {
        return count == 0;
    }

    int zeroPatches() {
        return count - nonZero;
    }

    /** Whether the windows of the pixels (y, x) to (y, x + length - 1) are zero everywhere. */
    boolean isZero(int y, int x, int length) {
        int row = Math.min(length + PATCH - 1, paddedWidth - x) * size.channels();
        for (int dy = 0; dy < PATCH; dy++) {
            int from = ((y + dy) * paddedWidth + x) * size.channels();
            for (int i = from; i < from + row; i++) {
                if (padded[i] != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Index of the context patch that is the window of the pixel (y, x) itself, or -1. */
    int patchAt(int y, int x) {
        int top = y - MARGIN;
        int left = x - MARGIN;
        boolean onGrid = top >= 0 && left >= 0 && top % STRIDE == 0 && left % STRIDE == 0;
        int row = top / STRIDE;
        int column = left / STRIDE;
        return onGrid && column < unscaledWidth && row < unscaledPatch.length / Math.max(1, unscaledWidth)
                ? unscaledPatch[row * unscaledWidth + column]
                : -1;
    }

    /** Copies the window of the pixel (y, x), in the order of {@link #patches}; returns half its squared norm. */
    float window(int y, int x, float[] out) {
        int row = PATCH * size.channels();
        for (int dy = 0; dy < PATCH; dy++) {
            System.arraycopy(padded, ((y + dy) * paddedWidth + x) * size.channels(), out, dy * row, row);
        }
        return (float) halfSquaredNorm(out, 0, dims);
    }

    static int roundUp(int n, int multiple) {
        return (n + multiple - 1) / multiple * multiple;
    }

    private int fillPatches(Level[] levels) {
        float[] patch = new float[dims];
        double[][] halves = Arrays.stream(levels).map(Level::halfSquaredNorms).toArray(double[][]::new);
        long filled = Arrays.stream(halves)
                .flatMapToDouble(Arrays::stream)
                .filter(half -> half > 0)
                .count();
        int blocks = Math.max(1, (int) filled / BLOCK);
        int front = 0;
        int back = count;
        int base = 0;
        for (int l = 0; l < levels.length; l++) {
            Level level = levels[l];
            int origin = base + level.reachY * tableStride + level.reachX;
            for (int i = 0; i < level.patches(); i++) {
                int y = i / level.columns * STRIDE;
                int x = i % level.columns * STRIDE;
                level.cut(y, x, patch);
                double half = halves[l][i];
                // Zero patches are stored from the end backwards: their values are zero already.
                int index = half > 0 ? dealt(front++, blocks) : --back;
                System.arraycopy(patch, 0, patches, index * dims, dims);
                halfNorm[index] = (float) half;
                tableBase[index] = origin - y * level.step * tableStride - x * level.step;
                if (level.step == 1) {
                    unscaledPatch[i] = index;
                }
            }
            base += level.tableRows(size) * tableStride;
        }
        return front;
    }

    /** Where the n-th patch goes: neighbours, which are alike, into different blocks; what fills no block comes last. */
    private static int dealt(int n, int blocks) {
        return n < blocks * BLOCK ? n % blocks * BLOCK + n / blocks : n;
    }

    private void fillTable(Level[] levels, double distanceWeight) {
        double unit = distanceWeight / Math.max(size.height(), size.width());
        int base = 0;
        for (Level level : levels) {
            int rows = level.tableRows(size);
            // A query at q and a patch at p * step are q - p * step - centre apart.
            double centre = (PATCH / 2.0) * level.step - 0.5;
            for (int i = 0; i < rows; i++) {
                double dy = i - level.reachY - centre;
                for (int j = 0; j < tableStride; j++) {
                    double dx = j - level.reachX - centre;
                    double factor = 1 + unit * Math.sqrt(dy * dy + dx * dx);
                    table[base + i * tableStride + j] = (float) (1 / (factor * factor));
                }
            }
            base += rows * tableStride;
        }
    }

    private static double halfSquaredNorm(float[] values, int from, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += (double) values[from + i] * values[from + i];
        }
        return sum / 2;
    }

    private static float[] pad(double[] image, Extent size, int paddedWidth) {
        int channels = size.channels();
        float[] out = new float[(size.height() + PATCH - 1) * paddedWidth * channels];
        for (int y = 0; y < size.height() + PATCH - 1; y++) {
            int sourceY = mirror(y - MARGIN, size.height());
            for (int x = 0; x < paddedWidth; x++) {
                int from = (sourceY * size.width() + mirror(x - MARGIN, size.width())) * channels;
                for (int c = 0; c < channels; c++) {
                    out[(y * paddedWidth + x) * channels + c] = (float) image[from + c];
                }
            }
        }
        return out;
    }

    /** Position inside 0..n-1 for a border that mirrors including the edge: ... 1 0 | 0 1 2 ... */
    private static int mirror(int i, int n) {
        int m = Math.floorMod(i, 2 * n);
        return m < n ? m : 2 * n - 1 - m;
    }

    /** J_f = resize(I_r, 1/step) and the grid of its patches. */
    private static final class Level {
        final int step;
        final int rows;
        final int columns;
        /** How far the last patch lies from the first one, in pixels of I_r. */
        final int reachY;

        final int reachX;
        private final double[] image;
        private final Extent size;

        Level(double[] source, Extent full, int step) {
            this.step = step;
            int height = Resize.length(1.0 / step, full.height());
            int width = Resize.length(1.0 / step, full.width());
            image = Resize.apply(source, full, height, width);
            size = new Extent(height, width, full.channels());
            boolean fits = height >= PATCH && width >= PATCH;
            rows = fits ? (height - PATCH) / STRIDE + 1 : 0;
            columns = fits ? (width - PATCH) / STRIDE + 1 : 0;
            reachY = fits ? (rows - 1) * STRIDE * step : 0;
            reachX = fits ? (columns - 1) * STRIDE * step : 0;
        }

        int patches() {
            return rows * columns;
        }

        /** Half the squared norm of every patch. */
        double[] halfSquaredNorms() {
            float[] patch = new float[PATCH * PATCH * size.channels()];
            double[] halves = new double[patches()];
            for (int i = 0; i < halves.length; i++) {
                cut(i / columns * STRIDE, i % columns * STRIDE, patch);
                halves[i] = halfSquaredNorm(patch, 0, patch.length);
            }
            return halves;
        }

        int tableRows(Extent full) {
            return patches() == 0 ? 0 : reachY + full.height();
        }

        void cut(int y, int x, float[] out) {
            int row = PATCH * size.channels();
            for (int dy = 0; dy < PATCH; dy++) {
                int from = ((y + dy) * size.width() + x) * size.channels();
                for (int i = 0; i < row; i++) {
                    out[dy * row + i] = (float) image[from + i];
                }
            }
        }
    }
}
