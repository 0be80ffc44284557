package org.srmap.attribution;

/** A weighted sum of maps, in double precision. */
final class Mean {
    private final double[] sums;

    Mean(int length) {
        sums = new double[length];
    }

    void add(float[] values, double weight) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += weight * values[i];
        }
    }

    float[] values() {
        float[] values = new float[sums.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) sums[i];
        }
        return values;
    }
}
