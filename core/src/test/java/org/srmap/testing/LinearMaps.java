package org.srmap.testing;

import java.util.Arrays;
import org.srmap.graph.Graph;
import org.srmap.graph.Node;

/** Linear operators as matrices, by plain index arithmetic on the definition of each operator. */
public final class LinearMaps {
    private LinearMaps() {}

    /**
     * The matrix of a node.
     *
     * @param in shape of its input without the batch axis
     */
    public static LinearMap of(Graph graph, Node node, int... in) {
        return switch (node.op()) {
            case "Conv" -> conv(graph, node, in);
            case "ConvTranspose" -> convTranspose(graph, node, in);
            case "Gemm", "MatMul" -> dense(graph, node, in);
            case "AveragePool", "MaxPool" -> average(node, in);
            case "GlobalAveragePool" -> mean(in, true, range(1, in.length));
            case "ReduceMean" -> {
                int[] axes = Arrays.stream(node.integers("axes"))
                        .mapToInt(a -> (int) (a < 0 ? a + in.length : a - 1))
                        .toArray();
                yield mean(in, node.integer("keepdims", 1) == 1, axes);
            }
            default -> throw new AssertionError(node);
        };
    }

    private static int[] range(int from, int to) {
        int[] range = new int[to - from];
        Arrays.setAll(range, i -> from + i);
        return range;
    }

    private static int[] spatial(int... shape) {
        return Arrays.copyOfRange(shape, 1, shape.length);
    }

    private static int[] join(int first, int... rest) {
        int[] joined = new int[rest.length + 1];
        joined[0] = first;
        System.arraycopy(rest, 0, joined, 1, rest.length);
        return joined;
    }

    private static LinearMap conv(Graph graph, Node node, int... in) {
        Array weight = Array.of(graph.weight(node.input(1)));
        int group = (int) node.integer("group", 1);
        int outputs = weight.shape()[0];
        int perGroup = weight.shape()[1];
        Window window = Window.of(node, spatial(in), Arrays.copyOfRange(weight.shape(), 2, weight.rank()));
        int[] out = window.out();
        int places = Array.count(out);
        int pixels = Array.count(window.in());
        LinearMap map = LinearMap.empty(Array.count(in), join(outputs, out));
        for (int o = 0; o < outputs; o++) {
            int firstChannel = o / (outputs / group) * perGroup;
            for (int p = 0; p < places; p++) {
                for (int i = 0; i < perGroup; i++) {
                    for (int k = 0; k < window.taps(); k++) {
                        int[] at = window.at(Array.unravel(p, out), Array.unravel(k, window.kernel()));
                        if (Window.isInside(at, window.in())) {
                            int input = (firstChannel + i) * pixels + Array.ravel(at, window.in());
                            map.put(o * places + p, input, weight.values()[(o * perGroup + i) * window.taps() + k]);
                        }
                    }
                }
            }
        }
        addBias(graph, node, map, outputs);
        return map;
    }

    private static LinearMap convTranspose(Graph graph, Node node, int... in) {
        Array weight = Array.of(graph.weight(node.input(1)));
        int group = (int) node.integer("group", 1);
        int channels = weight.shape()[0];
        int perGroup = weight.shape()[1];
        Window window = Window.of(node, spatial(in), Arrays.copyOfRange(weight.shape(), 2, weight.rank()));
        int[] out = window.transposedOut(Window.ints(node.integers("output_padding", window.axes(), 0)));
        int places = Array.count(out);
        int pixels = Array.count(window.in());
        LinearMap map = LinearMap.empty(Array.count(in), join(perGroup * group, out));
        for (int c = 0; c < channels; c++) {
            int firstOutput = c / (channels / group) * perGroup;
            for (int q = 0; q < pixels; q++) {
                for (int o = 0; o < perGroup; o++) {
                    for (int k = 0; k < window.taps(); k++) {
                        int[] at = window.at(Array.unravel(q, window.in()), Array.unravel(k, window.kernel()));
                        if (Window.isInside(at, out)) {
                            map.put(
                                    (firstOutput + o) * places + Array.ravel(at, out),
                                    c * pixels + q,
                                    weight.values()[(c * perGroup + o) * window.taps() + k]);
                        }
                    }
                }
            }
        }
        addBias(graph, node, map, perGroup * group);
        return map;
    }

    private static void addBias(Graph graph, Node node, LinearMap map, int channels) {
        if (node.hasInput(2)) {
            double[] bias = Array.of(graph.weight(node.input(2))).values();
            int each = map.outputs() / channels;
            Arrays.setAll(map.bias(), j -> bias[j / each]);
        }
    }

    /** Gemm, or MatMul on the last axis; a MatMul may be given a bias as a third input that ONNX does not know. */
    private static LinearMap dense(Graph graph, Node node, int... in) {
        Array weight = Array.of(graph.weight(node.input(1)));
        boolean transposed = node.integer("transB", 0) == 1;
        int inputs = weight.shape()[transposed ? 1 : 0];
        int outputs = weight.shape()[transposed ? 0 : 1];
        int[] out = in.clone();
        out[in.length - 1] = outputs;
        LinearMap map = LinearMap.empty(Array.count(in), out);
        for (int row = 0; row < Array.count(in) / inputs; row++) {
            for (int o = 0; o < outputs; o++) {
                for (int i = 0; i < inputs; i++) {
                    map.put(
                            row * outputs + o,
                            row * inputs + i,
                            weight.values()[transposed ? o * inputs + i : i * outputs + o]);
                }
            }
        }
        if (node.hasInput(2)) {
            double[] bias = Array.of(graph.weight(node.input(2))).values();
            Arrays.setAll(map.bias(), j -> bias[j % outputs % bias.length]);
        }
        return map;
    }

    /**
     * Each window's mean, over the elements of the picture or, with count_include_pad, over the whole window: up to
     * operator set 18 even over what hangs beyond the padding in ceil mode.
     */
    private static LinearMap average(Node node, int... in) {
        Window window = Window.of(node, spatial(in), Window.ints(node.integers("kernel_shape")));
        boolean countPads = node.integer("count_include_pad", 0) == 1;
        int[] out = window.out();
        int places = Array.count(out);
        int pixels = Array.count(window.in());
        LinearMap map = LinearMap.empty(Array.count(in), join(in[0], out));
        for (int p = 0; p < places; p++) {
            int counted = 0;
            for (int k = 0; k < window.taps(); k++) {
                int[] at = window.at(Array.unravel(p, out), Array.unravel(k, window.kernel()));
                counted += countPads || Window.isInside(at, window.in()) ? 1 : 0;
            }
            for (int k = 0; k < window.taps(); k++) {
                int[] at = window.at(Array.unravel(p, out), Array.unravel(k, window.kernel()));
                for (int c = 0; c < in[0] && Window.isInside(at, window.in()); c++) {
                    map.put(c * places + p, c * pixels + Array.ravel(at, window.in()), 1.0 / counted);
                }
            }
        }
        return map;
    }

    private static LinearMap mean(int[] in, boolean keep, int... axes) {
        int[] kept = in.clone();
        int count = 1;
        for (int axis : axes) {
            count *= in[axis];
            kept[axis] = 1;
        }
        int[] out = kept;
        if (!keep) {
            out = java.util.stream.IntStream.range(0, in.length)
                    .filter(i -> Arrays.stream(axes).noneMatch(a -> a == i))
                    .map(i -> in[i])
                    .toArray();
        }
        LinearMap map = LinearMap.empty(Array.count(in), out);
        for (int i = 0; i < Array.count(in); i++) {
            int[] at = Array.unravel(i, in);
            for (int axis : axes) {
                at[axis] = 0;
            }
            map.put(Array.ravel(at, kept), i, 1.0 / count);
        }
        return map;
    }
}
