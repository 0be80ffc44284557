package org.srmap.testing;

/** Whether float32 results agree with a reference in double. */
public final class Agreement {
    /**
     * Sixteen roundings of float32 (2^-24 = 6e-8 each): products, quotient and the sums over up to some hundred terms,
     * whose rounding errors add up like their square root.
     */
    private static final double ROUNDING = 1e-6;

    private Agreement() {}

    /**
     * Distance of a result from the reference in units of what rounding explains: Euclidean norm of the difference over
     * {@link #ROUNDING} times that of the reference's sensitivity. Without cancellation the sensitivity is 3 to 10
     * times the reference, so that 1 stands for a relative error of 3e-6 to 1e-5.
     */
    public static double inRoundings(double[] actual, RuleOracle.Outcome expected) {
        double difference = 0;
        double allowed = 0;
        for (int i = 0; i < actual.length; i++) {
            double d = actual[i] - expected.values()[i];
            difference += d * d;
            allowed += expected.sensitivity()[i] * expected.sensitivity()[i];
        }
        // where nothing must arrive, nothing may arrive
        return Math.sqrt(difference) / Math.max(ROUNDING * Math.sqrt(allowed), 1e-30);
    }

    /** Euclidean norm of the difference over that of the reference. */
    public static double relative(double[] actual, double[] expected) {
        if (actual.length != expected.length) {
            throw new AssertionError(actual.length + " values where " + expected.length + " are expected");
        }
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < actual.length; i++) {
            double d = actual[i] - expected[i];
            difference += d * d;
            norm += expected[i] * expected[i];
        }
        return Math.sqrt(difference) / Math.max(Math.sqrt(norm), 1e-30);
    }
}
