package org.srmap.graph;

import java.util.Arrays;

/**
 * How a float32 weight came about: each element is another weight's times a factor, computed in float64 and rounded.
 * Who has the other weight and the factors can compute this one, and what it was rounded from.
 *
 * @param of the other weight, of the same shape
 * @param axis the axis along which the factors lie
 * @param factor a factor for each index along the axis, as float32 arithmetic has it
 * @param exactFactor the factors in double precision
 */
public record Scaled(Tensor of, int axis, double[] factor, double[] exactFactor) {

    /** Factors as a float64 tensor that can be multiplied with the weight. */
    public Tensor broadcast(double[] factors) {
        long[] shape = new long[of.rank()];
        Arrays.fill(shape, 1);
        shape[axis] = factors.length;
        return Tensor.doubles(shape, i -> factors[i]);
    }
}
