package org.srmap.testing;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * A linear layer written out as a matrix, for one picture: z = w x + bias.
 *
 * @param w entry [output element][input element]
 * @param tap whether the output element sees the input element at all (its weight may still be zero)
 * @param bias one number per output element
 * @param outShape shape of the output without the batch axis
 */
public record LinearMap(double[][] w, boolean[][] tap, double[] bias, int[] outShape) {

    static LinearMap empty(int inputs, int... outShape) {
        int outputs = Array.count(outShape);
        return new LinearMap(new double[outputs][inputs], new boolean[outputs][inputs], new double[outputs], outShape);
    }

    void put(int output, int input, double weight) {
        if (tap[output][input]) {
            throw new AssertionError("output " + output + " sees input " + input + " twice");
        }
        tap[output][input] = true;
        w[output][input] = weight;
    }

    public int outputs() {
        return w.length;
    }

    public int inputs() {
        return w[0].length;
    }

    /** The matrix with a function applied to each of its entries. */
    public double[][] weights(DoubleUnaryOperator f) {
        return Arrays.stream(w).map(row -> Arrays.stream(row).map(f).toArray()).toArray(double[][]::new);
    }

    /** One where the layer has a weight. */
    public double[][] taps() {
        double[][] ones = new double[outputs()][inputs()];
        for (int o = 0; o < outputs(); o++) {
            for (int i = 0; i < inputs(); i++) {
                ones[o][i] = tap[o][i] ? 1 : 0;
            }
        }
        return ones;
    }

    public double[] apply(double[] x) {
        double[] z = bias.clone();
        for (int o = 0; o < z.length; o++) {
            for (int i = 0; i < x.length; i++) {
                z[o] += w[o][i] * x[i];
            }
        }
        return z;
    }

    /** The layer applied to every row of a batch. */
    public Array apply(Array x) {
        int[] shape = new int[outShape.length + 1];
        shape[0] = x.shape()[0];
        System.arraycopy(outShape, 0, shape, 1, outShape.length);
        Array z = Array.zeros(shape);
        for (int n = 0; n < shape[0]; n++) {
            z.setRow(n, apply(x.row(n)));
        }
        return z;
    }
}
