package org.srmap.lrp.exact;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.srmap.canonize.shape.Windows;
import org.srmap.graph.Draft;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;
import org.srmap.lrp.emit.Emission;

/**
 * A sliding window in float64, for which the runtime has no kernel: a matrix product of shifted views of the input, one
 * for each tap of the window.
 */
final class Float64Windows {
    /** With fewer channels, the taps are stacked and multiplied at once. */
    private static final long FEW_CHANNELS = 32;

    /** The weight of a convolution. */
    record Weight(String name, Tensor tensor) {}

    private final Draft draft;
    private final Float64Values wide;
    private final Shape in;
    private final Shape out;
    private final Windows windows;
    private final long group;
    private final long channels;
    private final int count;

    Float64Windows(Emission e, Node node, Draft draft, Float64Values wide) {
        this.draft = draft;
        this.wide = wide;
        in = e.shape(node.input(0));
        out = e.shape(node.output());
        long[] kernel = node.is("Conv") ? Windows.spatial(e.shape(node.input(1))) : new long[0];
        windows = Windows.of(node, Windows.spatial(in), kernel);
        group = node.is("Conv") ? node.integer("group", 1) : 1;
        channels = in.size(1) / group;
        count = Math.toIntExact(Arrays.stream(windows.kernel()).reduce(1, (a, b) -> a * b));
    }

    /** The convolution of x, N x C x D1 x D2 ... in float64. */
    String convolution(String x, Weight weight, @Nullable Tensor bias) {
        String padded = padded(x);
        boolean stacked = group == 1 && channels < FEW_CHANNELS && count > 1;
        String sum = stacked ? stacked(padded, weight) : summed(padded, weight);
        if (bias != null) {
            long[] perOutput = {group, out.size(1) / group, 1};
            sum = draft.add(sum, constant(Tensor.doubles(perOutput, bias::exactAt)));
        }
        return reshaped(sum, out.sizes());
    }

    /** The mean of the window, padding included. */
    String average(String x) {
        String padded = padded(x);
        String sum = part(padded, 0);
        for (int tap = 1; tap < count; tap++) {
            sum = draft.add(sum, part(padded, tap));
        }
        return draft.div(sum, Float64Values.number(draft, count));
    }

    /** One product of O x (C * taps) with (C * taps) x positions. */
    private String stacked(String padded, Weight weight) {
        List<String> parts = taps(tap -> reshaped(part(padded, tap), 0, channels, 1, -1));
        String all = draft.concat(2, parts);
        String matrix = reshaped(wide.of(draft, weight.name()), out.size(1), channels * count);
        return draft.op("MatMul", matrix, reshaped(all, 0, channels * count, -1));
    }

    /** A product per tap: group x outputs x inputs with group x inputs x positions. */
    private String summed(String padded, Weight weight) {
        List<String> matrices = matrices(weight);
        String sum = "";
        for (int tap = 0; tap < count; tap++) {
            String part = reshaped(part(padded, tap), 0, group, channels, -1);
            // a matrix product with one input channel is a product of each element
            String product = draft.op(channels == 1 ? "Mul" : "MatMul", matrices.get(tap), part);
            sum = tap == 0 ? product : draft.add(sum, product);
        }
        return sum;
    }

    /** What each tap multiplies with: constants, or taken out of the whole weight where that is computed, too. */
    private List<String> matrices(Weight weight) {
        long[] shape = {group, out.size(1) / group, channels};
        if (!wide.storesOnce()) {
            return taps(tap ->
                    constant(Tensor.doubles(shape, i -> weight.tensor().exactAt(i * count + tap))));
        }
        String whole = reshaped(wide.of(draft, weight.name()), shape[0], shape[1], shape[2], count);
        return taps(tap -> draft.gather(whole, constant(Tensor.longs(new long[0], tap)), 3));
    }

    private List<String> taps(IntFunction<String> each) {
        return IntStream.range(0, count).mapToObj(each).toList();
    }

    private String constant(Tensor tensor) {
        return draft.constant("const", tensor);
    }

    private String reshaped(String value, long... shape) {
        return draft.op("Reshape", value, constant(Tensor.longs(shape)));
    }

    private String padded(String x) {
        if (!windows.isPadded()) {
            return x;
        }
        int n = windows.axes();
        long[] pads = new long[2 * (n + 2)];
        System.arraycopy(windows.pads(), 0, pads, 2, n);
        System.arraycopy(windows.pads(), n, pads, n + 4, n);
        return draft.op("Pad", x, constant(Tensor.longs(pads)));
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
                constant(Tensor.longs(starts)),
                constant(Tensor.longs(ends)),
                constant(Tensor.longs(axes)),
                constant(Tensor.longs(windows.strides())));
    }
}
