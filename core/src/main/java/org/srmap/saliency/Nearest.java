package org.srmap.saliency;

/** The K nearest patches of one pixel: their exact weighted squared distances. */
final class Nearest {
    /** Sums of up to 4096 numbers in [0, 1] with this many binary places fit a long. */
    private static final double FIXED_POINT = 1L << 50;

    private final int neighbours;
    private final float[] distances;
    private float[] window = {};
    private int length;
    private float worst;
    private int self;
    private int tableOffset;
    private float halfNorm;

    Nearest(int neighbours) {
        this.neighbours = neighbours;
        distances = new float[4 * neighbours];
    }

    /** Starts anew for the pixel (y, x). */
    void start(Scale scale, int y, int x) {
        if (window.length != scale.dims) {
            window = new float[scale.dims];
        }
        halfNorm = scale.window(y, x, window);
        self = scale.patchAt(y, x);
        tableOffset = y * scale.tableStride + x;
        length = 0;
        worst = Float.POSITIVE_INFINITY;
    }

    /** Half the squared norm of the pixel's window. */
    float halfNorm() {
        return halfNorm;
    }

    /** No weighted squared distance at or above this can lower the mean. */
    float worst() {
        return worst;
    }

    /** Offers patch {@code first + i} for every bit i that is set. */
    void offer(Scale scale, int first, int chosen) {
        for (int bits = chosen; bits != 0 && worst > 0; bits &= bits - 1) {
            int patch = first + Integer.numberOfTrailingZeros(bits);
            if (patch != self && patch < scale.count) {
                add(squaredDistance(window, scale.patches, patch * scale.dims)
                        * scale.table[scale.tableBase[patch] + tableOffset]);
            }
        }
    }

    /** Keeps a distance if it may be among the K smallest. */
    private void add(float distance) {
        if (distance < worst) {
            distances[length++] = distance;
            if (length == distances.length) {
                worst = Selection.smallest(distances, length, neighbours);
                length = neighbours;
            }
        }
    }

    /**
     * Mean of the K smallest dissimilarities; where there are fewer than K + 1 patches, of all but one, so that pixels
     * whose own window is a patch average as many as the others; 0 where there is no other patch. The sum is taken in
     * fixed point, so that it does not depend on the order of the patches.
     */
    double mean(Scale scale) {
        int n = Math.min(neighbours, scale.count - 1);
        if (n <= 0) {
            return 0;
        }
        Selection.smallest(distances, length, n);
        long sum = 0;
        for (int i = 0; i < n; i++) {
            sum += (long) (Math.sqrt((double) distances[i] / scale.dims) * FIXED_POINT);
        }
        return sum / FIXED_POINT / n;
    }

    private static float squaredDistance(float[] window, float[] patches, int from) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int n = window.length & -4;
        for (int i = 0; i < n; i += 4) {
            float da = window[i] - patches[from + i];
            float db = window[i + 1] - patches[from + i + 1];
            float dc = window[i + 2] - patches[from + i + 2];
            float dd = window[i + 3] - patches[from + i + 3];
            a += da * da;
            b += db * db;
            c += dc * dc;
            d += dd * dd;
        }
        for (int i = n; i < window.length; i++) {
            float difference = window[i] - patches[from + i];
            a += difference * difference;
        }
        return (a + b) + (c + d);
    }
}
