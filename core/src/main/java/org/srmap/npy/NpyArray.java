package org.srmap.npy;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** An array of numbers as it was stored; its values come out in C order (last index fastest). Immutable. */
public final class NpyArray {
    private final NpyHeader header;
    private final ByteBuffer data;

    NpyArray(NpyHeader header, byte[] data) {
        this.header = header;
        this.data = ByteBuffer.wrap(data).order(header.order());
    }

    /** Lengths along each axis, a copy; empty for a single number. */
    public int[] shape() {
        return header.shape().clone();
    }

    /** Number of axes, 0 to 8. */
    public int rank() {
        return header.shape().length;
    }

    /** Number of elements: the product of the shape, 1 for a single number. */
    public int size() {
        return header.elements();
    }

    /** Element type in NumPy's letters without byte order, for example {@code f4}, {@code u1}, {@code b1} (bool). */
    public String dtype() {
        return header.type().code;
    }

    /** All values in C order, rounded to float where the stored type is wider. A new array. */
    public float[] floats() {
        float[] values = new float[size()];
        if (header.type() == DType.F4 && !needsReorder()) {
            FloatBuffer view = data.duplicate().order(header.order()).asFloatBuffer();
            view.get(values);
            return values;
        }
        fill((i, v) -> values[i] = (float) v);
        return values;
    }

    /** All values in C order; integers beyond 2^53 are rounded. A new array. */
    public double[] doubles() {
        double[] values = new double[size()];
        fill((i, v) -> values[i] = v);
        return values;
    }

    private interface Sink {
        void set(int index, double value);
    }

    private boolean needsReorder() {
        return header.fortran() && rank() > 1;
    }

    private void fill(Sink sink) {
        int bytes = header.type().bytes;
        if (!needsReorder()) {
            for (int i = 0, n = size(); i < n; i++) {
                sink.set(i, header.type().get(data, i * bytes));
            }
            return;
        }
        int[] shape = header.shape();
        int[] index = new int[shape.length];
        for (int i = 0, n = size(); i < n; i++) {
            int stored = 0;
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                stored = stored * shape[axis] + index[axis];
            }
            sink.set(i, header.type().get(data, stored * bytes));
            for (int axis = shape.length - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--) {
                index[axis] = 0;
            }
        }
    }

    /** Type and shape, for messages. */
    @Override
    public String toString() {
        return dtype() + Arrays.toString(header.shape());
    }
}
