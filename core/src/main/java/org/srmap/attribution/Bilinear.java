package org.srmap.attribution;

/** Resizing of a map, bilinear, pixel centres at halves (as PyTorch's interpolate with align_corners=False). */
final class Bilinear {
    private Bilinear() {}

    /** The map in another size; beyond its outermost centres it continues with their values. */
    static float[] resize(float[] map, int height, int width, int toHeight, int toWidth) {
        float[] out = new float[Math.multiplyExact(toHeight, toWidth)];
        for (int y = 0; y < toHeight; y++) {
            double v = centre(y, toHeight, height);
            int y0 = (int) v;
            int y1 = Math.min(y0 + 1, height - 1);
            for (int x = 0; x < toWidth; x++) {
                double u = centre(x, toWidth, width);
                int x0 = (int) u;
                int x1 = Math.min(x0 + 1, width - 1);
                double upper = map[y0 * width + x0] * (1 - (u - x0)) + map[y0 * width + x1] * (u - x0);
                double lower = map[y1 * width + x0] * (1 - (u - x0)) + map[y1 * width + x1] * (u - x0);
                out[y * toWidth + x] = (float) (upper * (1 - (v - y0)) + lower * (v - y0));
            }
        }
        return out;
    }

    private static double centre(int i, int to, int from) {
        return Math.max(0, Math.min(from - 1, (i + 0.5) * from / to - 0.5));
    }
}
