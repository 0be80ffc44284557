package org.srmap.saliency;

/**
 * CIE 1976 L*a*b* from sRGB: IEC 61966-2-1 transfer function and primaries, white point D65, and the exact constants
 * 216/24389 and 24389/27 of CIE 15.
 */
final class CieLab {
    private static final double EPSILON = 216.0 / 24389;
    private static final double KAPPA = 24389.0 / 27;
    private static final double[] WHITE = {0.95047, 1.0, 1.08883};
    private static final double[][] TO_XYZ = {
        {0.4124564, 0.3575761, 0.1804375},
        {0.2126729, 0.7151522, 0.0721750},
        {0.0193339, 0.1191920, 0.9503041}
    };

    private CieLab() {}

    /**
     * Converts a picture.
     *
     * @param rgb interleaved sRGB values in [0, 1]
     * @return interleaved L in [0, 100], a and b
     */
    static float[] fromSrgb(double[] rgb) {
        float[] out = new float[rgb.length];
        double[] f = new double[3];
        for (int i = 0; i < rgb.length; i += 3) {
            double r = linear(rgb[i]);
            double g = linear(rgb[i + 1]);
            double b = linear(rgb[i + 2]);
            for (int k = 0; k < 3; k++) {
                double value = (TO_XYZ[k][0] * r + TO_XYZ[k][1] * g + TO_XYZ[k][2] * b) / WHITE[k];
                f[k] = value > EPSILON ? Math.cbrt(value) : (KAPPA * value + 16) / 116;
            }
            out[i] = (float) (116 * f[1] - 16);
            out[i + 1] = (float) (500 * (f[0] - f[1]));
            out[i + 2] = (float) (200 * (f[1] - f[2]));
        }
        return out;
    }

    private static double linear(double value) {
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
