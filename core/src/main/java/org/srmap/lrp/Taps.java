package org.srmap.lrp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.canonize.Windows;
import org.srmap.graph.Attribute;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;

/**
 * A sliding window in float64, for which the runtime has no kernel: a matrix product of shifted views of the input, one
 * for each tap of the window.
 */
final class Taps {
    /** With fewer channels, the taps are stacked and multiplied at once. */
    private static final long FEW_CHANNELS = 32;

    private final DoubleForward.Draft draft;
    private final Shape in;
    private final Shape out;
    private final Windows windows;
    private final long group;
    private final int count;

    Taps(Emission e, org.srmap.graph.Node node, DoubleForward.Draft draft) {
        this.draft = draft;
        in = e.shape(node.input(0));
        out = e.shape(node.output());
        long[] kernel = node.is("Conv") ? Windows.spatial(e.shape(node.input(1))) : new long[0];
        windows = Windows.of(node, Windows.spatial(in), kernel);
        group = node.is("Conv") ? node.integer("group", 1) : 1;
        count = Math.toIntExact(Arrays.stream(windows.kernel()).reduce(1, (a, b) -> a * b));
    }

    /** The convolution of x, N x C x D1 x D2 ... in float64. */
    String convolution(String x, Tensor weight, @Nullable Tensor bias) {
        String padded = padded(x);
        boolean stacked = group == 1 && weight.size(1) < FEW_CHANNELS && count > 1;
        String sum = stacked ? stacked(padded, weight) : summed(padded, weight);
        if (bias != null) {
            long[] perOutput = {group, out.size(1) / group, 1};
            sum = draft.op("Add", sum, draft.constant(Tensor.doubles(perOutput, bias::exactAt)));
        }
        return draft.op("Reshape", sum, draft.constant(Tensor.longs(out.sizes())));
    }

    /** The mean of the window, padding included. */
    String average(String x) {
        String padded = padded(x);
        String sum = part(padded, 0);
        for (int tap = 1; tap < count; tap++) {
            sum = draft.op("Add", sum, part(padded, tap));
        }
        return draft.op("Div", sum, draft.scalar(count));
    }

    /** One product of O x (taps * C) with (taps * C) x positions. */
    private String stacked(String padded, Tensor weight) {
        List<String> parts = new ArrayList<>();
        for (int tap = 0; tap < count; tap++) {
            parts.add(draft.op("Reshape", part(padded, tap), draft.constant(Tensor.longs(0, 1, weight.size(1), -1))));
        }
        String all = draft.op("Concat", parts, Map.of("axis", new Attribute.Int(2)));
        int channels = (int) weight.size(1);
        long[] shape = {weight.size(0), (long) count * channels};
        Tensor matrix = Tensor.doubles(shape, i -> {
            int column = i % (count * channels);
            return weight.exactAt((i / (count * channels) * channels + column % channels) * count + column / channels);
        });
        return draft.op("MatMul", draft.constant(matrix), all);
    }

    /** A product per tap: group x outputs x inputs with group x inputs x positions. */
    private String summed(String padded, Tensor weight) {
        String split = draft.constant(Tensor.longs(0, group, weight.size(1), -1));
        long[] shape = {group, weight.size(0) / group, weight.size(1)};
        String sum = "";
        for (int tap = 0; tap < count; tap++) {
            int at = tap;
            String matrix = draft.constant(Tensor.doubles(shape, i -> weight.exactAt(i * count + at)));
            String part = draft.op("Reshape", part(padded, tap), split);
            // a matrix product with one input channel is a product of each element
            String product = draft.op(weight.size(1) == 1 ? "Mul" : "MatMul", matrix, part);
            sum = tap == 0 ? product : draft.op("Add", sum, product);
        }
        return sum;
    }

    private String padded(String x) {
        if (!windows.isPadded()) {
            return x;
        }
        int n = windows.axes();
        long[] pads = new long[2 * (n + 2)];
        System.arraycopy(windows.pads(), 0, pads, 2, n);
        System.arraycopy(windows.pads(), n, pads, n + 4, n);
        return draft.op("Pad", x, draft.constant(Tensor.longs(pads)));
    }

    /** What the tap sees, N x C x positions of the windows. */
    private String part(String padded, int tap) {
        int n = windows.axes();
        long[] starts = new long[n];
        long[] ends = new long[n];
        long[] axes = new long[n];
        int rest = tap;
        boolean whole = true;
        for (int i = n - 1; i >= 0; i--) {
            long size = in.size(i + 2) + windows.pads()[i] + windows.pads()[n + i];
            starts[i] = rest % windows.kernel()[i] * windows.dilations()[i];
            ends[i] = starts[i] + (out.size(i + 2) - 1) * windows.strides()[i] + 1;
            axes[i] = i + 2;
            rest /= (int) windows.kernel()[i];
            whole &= windows.strides()[i] == 1 && starts[i] == 0 && ends[i] == size;
        }
        if (whole) {
            return padded;
        }
        return draft.op(
                "Slice",
                padded,
                draft.constant(Tensor.longs(starts)),
                draft.constant(Tensor.longs(ends)),
                draft.constant(Tensor.longs(axes)),
                draft.constant(Tensor.longs(windows.strides())));
    }
}
