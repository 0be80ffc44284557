package org.srmap.eval;

import org.srmap.map.PixelMap;

/** Gaussian blur, borders mirrored (the edge pixel once more). */
final class Blur {
    private Blur() {}

    /** Blurs every channel in place; the kernel is cut at three standard deviations. */
    static void apply(float[] values, PixelMap size, double sigma) {
        double[] kernel = kernel(sigma);
        for (int c = 0; c < size.channels(); c++) {
            int from = c * size.pixels();
            for (int y = 0; y < size.height(); y++) {
                line(values, from + y * size.width(), 1, size.width(), kernel);
            }
            for (int x = 0; x < size.width(); x++) {
                line(values, from + x, size.width(), size.height(), kernel);
            }
        }
    }

    private static double[] kernel(double sigma) {
        int radius = (int) Math.ceil(3 * sigma);
        double[] kernel = new double[2 * radius + 1];
        double sum = 0;
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = Math.exp(-(i - radius) * (i - radius) / (2 * sigma * sigma));
            sum += kernel[i];
        }
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] /= sum;
        }
        return kernel;
    }

    private static void line(float[] values, int from, int stride, int length, double[] kernel) {
        float[] before = new float[length];
        for (int i = 0; i < length; i++) {
            before[i] = values[from + i * stride];
        }
        int radius = kernel.length / 2;
        for (int i = 0; i < length; i++) {
            double sum = 0;
            for (int k = -radius; k <= radius; k++) {
                sum += kernel[k + radius] * before[mirrored(i + k, length)];
            }
            values[from + i * stride] = (float) sum;
        }
    }

    private static int mirrored(int at, int length) {
        int inPeriod = Math.floorMod(at, 2 * length);
        return inPeriod < length ? inPeriod : 2 * length - 1 - inPeriod;
    }
}
