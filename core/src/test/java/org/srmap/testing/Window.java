package org.srmap.testing;

import java.util.Arrays;
import org.srmap.graph.Node;

/** The geometry of a sliding window as the ONNX operators define it, computed plainly. */
record Window(int[] in, int[] kernel, int[] strides, int[] dilations, int[] pads, boolean ceil) {

    /**
     * Of a node with explicit pads.
     *
     * @param in sizes of the spatial axes
     * @param kernel sizes of the window
     */
    static Window of(Node node, int[] in, int[] kernel) {
        int n = in.length;
        return new Window(
                in,
                kernel,
                ints(node.integers("strides", n, 1)),
                ints(node.integers("dilations", n, 1)),
                ints(node.integers("pads", 2 * n, 0)),
                node.integer("ceil_mode", 0) == 1);
    }

    static int[] ints(long[] values) {
        return Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
    }

    int axes() {
        return in.length;
    }

    private int reach(int axis) {
        return (kernel[axis] - 1) * dilations[axis] + 1;
    }

    /** Number of windows per axis: as many as start before the end of the data and, without ceil, fit. */
    int[] out() {
        int[] out = new int[axes()];
        for (int a = 0; a < axes(); a++) {
            int padded = in[a] + pads[a] + pads[axes() + a];
            for (int start = 0; ; start += strides[a]) {
                boolean fits = start + reach(a) <= padded;
                boolean hangsOver = ceil
                        && start - strides[a] + reach(a) < padded // the one before left something over
                        && start < in[a] + pads[a];
                if (!fits && !hangsOver) {
                    break;
                }
                out[a]++;
            }
        }
        return out;
    }

    /** Output sizes of the transposed convolution. */
    int[] transposedOut(int... extra) {
        int[] out = new int[axes()];
        for (int a = 0; a < axes(); a++) {
            out[a] = (in[a] - 1) * strides[a] + reach(a) - pads[a] - pads[axes() + a] + extra[a];
        }
        return out;
    }

    /** Position that a tap of a window looks at; may lie outside. */
    int[] at(int[] window, int... tap) {
        int[] at = new int[axes()];
        for (int a = 0; a < axes(); a++) {
            at[a] = window[a] * strides[a] + tap[a] * dilations[a] - pads[a];
        }
        return at;
    }

    static boolean isInside(int[] at, int... sizes) {
        for (int a = 0; a < at.length; a++) {
            if (at[a] < 0 || at[a] >= sizes[a]) {
                return false;
            }
        }
        return true;
    }

    int taps() {
        return Array.count(kernel);
    }
}
