package org.srmap.testing;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.srmap.graph.DataType;
import org.srmap.graph.Tensor;

/** A plain array of doubles in row-major order, for slow reference computations. */
public record Array(int[] shape, double[] values) {
    public Array {
        if (count(shape) != values.length) {
            throw new AssertionError(values.length + " values for the shape " + Arrays.toString(shape));
        }
    }

    public static Array zeros(int... shape) {
        return new Array(shape, new double[count(shape)]);
    }

    public static Array of(Tensor tensor) {
        int[] shape = Arrays.stream(tensor.shape()).mapToInt(Math::toIntExact).toArray();
        double[] values = new double[count(shape)];
        if (tensor.type() == DataType.FLOAT) {
            float[] floats = tensor.toFloats();
            Arrays.setAll(values, i -> floats[i]);
        } else {
            long[] longs = tensor.toLongs();
            Arrays.setAll(values, i -> longs[i]);
        }
        return new Array(shape, values);
    }

    /** Standard normal numbers that float32 represents exactly. */
    public static Array random(Random random, int... shape) {
        double[] values = new double[count(shape)];
        Arrays.setAll(values, i -> (float) random.nextGaussian());
        return new Array(shape, values);
    }

    public Tensor toTensor() {
        return Tensor.floats(Arrays.stream(shape).asLongStream().toArray(), floats());
    }

    public float[] floats() {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    public int size() {
        return values.length;
    }

    public int rank() {
        return shape.length;
    }

    /** Number of elements of one row, the first axis left out. */
    public int rowSize() {
        return shape[0] == 0 ? 0 : size() / shape[0];
    }

    public double[] row(int n) {
        return Arrays.copyOfRange(values, n * rowSize(), (n + 1) * rowSize());
    }

    public void setRow(int n, double[] row) {
        System.arraycopy(row, 0, values, n * rowSize(), rowSize());
    }

    public Array reshaped(int... other) {
        return new Array(other, values.clone());
    }

    public Array map(DoubleUnaryOperator f) {
        return new Array(shape, Arrays.stream(values).map(f).toArray());
    }

    /** Element by element, shapes broadcast as in NumPy. */
    public static Array combine(Array a, Array b, DoubleBinaryOperator f) {
        int rank = Math.max(a.rank(), b.rank());
        int[] shape = new int[rank];
        for (int i = 0; i < rank; i++) {
            shape[i] = Math.max(sizeAt(a, i, rank), sizeAt(b, i, rank));
        }
        Array result = zeros(shape);
        for (int i = 0; i < result.size(); i++) {
            int[] at = unravel(i, shape);
            result.values[i] = f.applyAsDouble(a.values[broadcastIndex(a, at)], b.values[broadcastIndex(b, at)]);
        }
        return result;
    }

    private static int sizeAt(Array a, int axis, int rank) {
        int own = axis - (rank - a.rank());
        return own < 0 ? 1 : a.shape[own];
    }

    private static int broadcastIndex(Array a, int[] at) {
        int index = 0;
        for (int i = 0; i < a.rank(); i++) {
            index = index * a.shape[i] + (a.shape[i] == 1 ? 0 : at[at.length - a.rank() + i]);
        }
        return index;
    }

    /** The sum over all positions that were broadcast from the shape given. */
    public Array unbroadcast(int... to) {
        Array result = zeros(to);
        for (int i = 0; i < size(); i++) {
            result.values[broadcastIndex(result, unravel(i, shape))] += values[i];
        }
        return result;
    }

    public static int count(int... shape) {
        return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    public static int[] unravel(int flat, int... sizes) {
        int[] at = new int[sizes.length];
        for (int i = sizes.length - 1; i >= 0; i--) {
            at[i] = flat % sizes[i];
            flat /= sizes[i];
        }
        return at;
    }

    public static int ravel(int[] at, int... sizes) {
        int flat = 0;
        for (int i = 0; i < sizes.length; i++) {
            flat = flat * sizes[i] + at[i];
        }
        return flat;
    }
}
