package org.srmap.eval;

/** Numbers that sum up curves; the points of a curve lie at equal distances. */
public final class Curves {
    private Curves() {}

    /**
     * Area over the perturbation curve (Samek et al. 2017, equation 12): the mean over all points of how far the curve
     * has fallen from its first one.
     */
    public static double aopc(double[] curve) {
        return curve[0] - mean(curve);
    }

    /**
     * Area between perturbation curves (Schulz et al. 2020, "Restricting the flow", section 5.3): the mean over all
     * points of least relevant first minus most relevant first.
     */
    public static double abpc(double[] leastFirst, double[] mostFirst) {
        return mean(leastFirst) - mean(mostFirst);
    }

    /** Area under the curve over [0, 1] by the trapezoid rule, as RISE does. */
    public static double area(double[] curve) {
        int last = curve.length - 1;
        return (mean(curve) * curve.length - (curve[0] + curve[last]) / 2) / last;
    }

    /** Mean of the points. */
    public static double mean(double[] curve) {
        double sum = 0;
        for (double value : curve) {
            sum += value;
        }
        return sum / curve.length;
    }
}
