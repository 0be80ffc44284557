package org.srmap.export;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.srmap.canonize.shape.ShapeInference;
import org.srmap.canonize.shape.Windows;
import org.srmap.graph.Draft;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;

/**
 * Adding up at the indices of a maximum pooling (ScatterElements with reduction "add", operator set 16) with operators
 * of set 13.
 *
 * <p>Window w of the pooling covers the elements e(w, k), one for each of its taps k. With I(w) the index that the
 * pooling gives and s(w) what is to be added there, the sum at element e is the sum over all w and k with e(w, k) = e
 * of s(w) where I(w) = e(w, k), and 0 elsewhere. The inner part is one comparison of I with a constant; the sum over
 * windows is a transposed convolution that puts the values of tap k at tap k. Each s(w) is added exactly once, where
 * the pooling found its (first) maximum, so that ties are broken as before.
 */
final class AddByConvolution {
    /** Added to the index of a tap that lies outside of the picture; no index is below it. */
    private static final long OUTSIDE = -(1L << 40);

    private final Draft draft;
    private final Windows windows;
    private final Shape in;
    private final Shape out;

    private AddByConvolution(Draft draft, Windows windows, Shape in, Shape out) {
        this.draft = draft;
        this.windows = windows;
        this.in = in;
        this.out = out;
    }

    /**
     * The nodes that stand for a scattering; they write what it wrote.
     *
     * @return null when its indices are not those of a pooling
     */
    static @Nullable List<Node> of(Node scatter, GraphEditor editor, ShapeInference shapes) {
        Node flattening = editor.producer(scatter.input(1));
        if (flattening == null || !flattening.is("Reshape") || scatter.integer("axis", 0) != 0) {
            return null;
        }
        Node pool = editor.producer(flattening.input(0));
        if (pool == null
                || !pool.is("MaxPool")
                || pool.integer("storage_order", 0) != 0
                || pool.outputs().indexOf(flattening.input(0)) != 1) {
            return null;
        }
        Shape in = shapes.shape(pool.input(0));
        Shape out = shapes.shape(pool.output());
        if (in == null || out == null || !in.isStaticFrom(1) || !out.isStaticFrom(1)) {
            return null;
        }
        Windows windows = Windows.of(pool, Windows.spatial(in), new long[0]);
        Draft draft = new Draft(editor, "add/");
        new AddByConvolution(draft, windows, in, out).emit(scatter);
        return draft.nodes();
    }

    private void emit(Node scatter) {
        long[] perWindow = sizes(1);
        String local = draft.op("Mod", scatter.input(1), draft.longs(in.elementsFrom(2)));
        String mine = draft.op("Equal", draft.reshape(local, perWindow), positions());
        String zero = draft.scalar(0);
        String parts = draft.op("Where", mine, draft.reshape(scatter.input(2), perWindow), zero);
        draft.reshape(draft.op("ConvTranspose", List.of(parts, tapAtTap()), windows.spreading(in, out)), -1);
        draft.endAs(scatter.output());
    }

    /** Sizes -1 x channels x windows. */
    private long[] sizes(long channels) {
        long[] sizes = out.sizes();
        sizes[0] = -1;
        sizes[1] = channels;
        return sizes;
    }

    private int taps() {
        return (int) Arrays.stream(windows.kernel()).reduce(1, Math::multiplyExact);
    }

    /** The index e(w, k) within one channel of one picture, 1 x taps x windows: a sum of one table per axis. */
    private String positions() {
        int n = windows.axes();
        String sum = "";
        long below = 1;
        for (int i = n - 1; i >= 0; i--) {
            long[] shape = new long[2 * n];
            Arrays.fill(shape, 1);
            shape[i] = windows.kernel()[i];
            shape[n + i] = out.size(i + 2);
            String table = draft.constant("table", Tensor.longs(shape, along(i, below)));
            sum = sum.isEmpty() ? table : draft.op("Add", table, sum);
            below *= in.size(i + 2);
        }
        long[] joined = sizes(taps());
        joined[0] = 1;
        return draft.reshape(sum, joined);
    }

    /** What one axis contributes to the index: for each tap, for each window. */
    private long[] along(int axis, long below) {
        int windowsHere = (int) out.size(axis + 2);
        int tapsHere = (int) windows.kernel()[axis];
        long[] table = new long[windowsHere * tapsHere];
        for (int k = 0; k < tapsHere; k++) {
            for (int w = 0; w < windowsHere; w++) {
                long at = w * windows.strides()[axis] - windows.pads()[axis] + k * windows.dilations()[axis];
                boolean inside = at >= 0 && at < in.size(axis + 2);
                table[k * windowsHere + w] = inside ? at * below : OUTSIDE;
            }
        }
        return table;
    }

    /** Weights taps x 1 x kernel: 1 where the tap is its own place, else 0. */
    private String tapAtTap() {
        int taps = taps();
        float[] weights = new float[taps * taps];
        for (int k = 0; k < taps; k++) {
            weights[k * taps + k] = 1;
        }
        long[] shape = new long[windows.axes() + 2];
        shape[0] = taps;
        shape[1] = 1;
        System.arraycopy(windows.kernel(), 0, shape, 2, windows.axes());
        return draft.constant("table", Tensor.floats(shape, weights));
    }
}
