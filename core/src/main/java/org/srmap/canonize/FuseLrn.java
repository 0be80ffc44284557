package org.srmap.canonize;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.canonize.shape.ShapeInference;
import org.srmap.graph.Attribute;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;
import org.srmap.operator.Operator;

/**
 * Recognises local response normalization as PyTorch exports it, x / (bias + alpha * mean(x^2))^beta with the mean
 * taken by an average pooling over the channel axis, and makes it one LRN node, so that rules can be given for it.
 *
 * <p>Windows of an even size are left alone: PyTorch's reach one channel further back than ONNX's.
 */
public final class FuseLrn implements Pass {
    /** What has been recognised. */
    private record Found(String x, long size, float alpha, float beta, float bias) {}

    @Override
    public Result apply(Graph graph) {
        ShapeInference shapes = ShapeInference.of(graph);
        GraphEditor editor = new GraphEditor(graph);
        for (Node node : graph.nodes()) {
            Found found = node.is("Div") ? find(editor.current(node), editor, shapes) : null;
            if (found != null) {
                Map<String, Attribute> attributes = new LinkedHashMap<>();
                attributes.put("size", new Attribute.Int(found.size()));
                attributes.put("alpha", new Attribute.Real(found.alpha()));
                attributes.put("beta", new Attribute.Real(found.beta()));
                attributes.put("bias", new Attribute.Real(found.bias()));
                editor.replace(editor.current(node), node.as("LRN", List.of(found.x()), attributes));
            }
        }
        return Result.of(editor);
    }

    private static @Nullable Found find(Node division, GraphEditor editor, ShapeInference shapes) {
        String x = division.input(0);
        Shape shape = shapes.shape(x);
        Node power = producer(editor, division.input(1), "Pow");
        Float beta = power == null ? null : scalar(editor, power.input(1));
        if (power == null || beta == null || shape == null || shape.rank() != 4 || !shape.isStaticFrom(1)) {
            return null;
        }
        Float alpha = 1f;
        Float bias = 0f;
        String mean = power.input(0);
        Node sum = producer(editor, mean, "Add");
        if (sum != null) {
            int constant = scalar(editor, sum.input(0)) != null ? 0 : 1;
            bias = scalar(editor, sum.input(constant));
            mean = sum.input(1 - constant);
        }
        Node product = producer(editor, mean, "Mul");
        if (product != null) {
            int constant = scalar(editor, product.input(0)) != null ? 0 : 1;
            alpha = scalar(editor, product.input(constant));
            mean = product.input(1 - constant);
        }
        long size = alpha == null || bias == null || !shape.equals(shapes.shape(mean))
                ? -1
                : meanOfSquares(mean, x, shape, editor, shapes);
        return size < 1 || alpha == null || bias == null ? null : new Found(x, size, alpha, beta, bias);
    }

    /** The size of the window if the value is the mean of x^2 over neighbouring channels, else -1. */
    private static long meanOfSquares(String value, String x, Shape shape, GraphEditor editor, ShapeInference shapes) {
        Node pool = shaped(value, editor);
        if (pool == null || !pool.is("AveragePool")) {
            return -1;
        }
        long[] kernel = pool.integers("kernel_shape");
        if (kernel == null || !isOnly(kernel, 0, 1) || kernel[0] % 2 == 0 || !isPlain(pool, kernel.length)) {
            return -1;
        }
        int rank = kernel.length + 2;
        long[] around = new long[2 * rank];
        long[] own = pool.integers("pads", 2 * kernel.length, 0);
        boolean countsOwn = pool.integer("count_include_pad", 0) == 1;
        for (int i = 0; i < kernel.length; i++) {
            around[2 + i] = own[i];
            around[rank + 2 + i] = own[kernel.length + i];
        }
        if (!countsOwn && Arrays.stream(own).anyMatch(p -> p != 0)) {
            return -1;
        }
        String from = pool.input(0);
        for (Node pad = producer(editor, from, "Pad"); pad != null; pad = producer(editor, from, "Pad")) {
            long[] amounts = zeros(pad, editor, rank);
            if (amounts == null) {
                return -1;
            }
            Arrays.setAll(around, i -> around[i] + amounts[i]);
            from = pad.input(0);
        }
        Shape stacked = shapes.shape(from);
        boolean centred = around[2] == (kernel[0] - 1) / 2 && around[rank + 2] == around[2];
        around[2] = 0;
        around[rank + 2] = 0;
        if (!centred || Arrays.stream(around).anyMatch(p -> p != 0) || !isStack(stacked, shape)) {
            return -1;
        }
        Node square = shaped(from, editor);
        return square != null && isSquare(square, x, editor) ? kernel[0] : -1;
    }

    /** Whether a shape is N x 1 x channels x what is left of {@code shape}. */
    private static boolean isStack(@Nullable Shape stacked, Shape shape) {
        return stacked != null
                && stacked.rank() >= 4
                && stacked.isStaticFrom(1)
                && stacked.dim(0).equals(shape.dim(0))
                && stacked.size(1) == 1
                && stacked.size(2) == shape.size(1)
                && stacked.elementsFrom(1) == shape.elementsFrom(1);
    }

    private static boolean isSquare(Node node, String x, GraphEditor editor) {
        if (node.is("Pow")) {
            Float exponent = scalar(editor, node.input(1));
            return node.input(0).equals(x) && exponent != null && exponent == 2;
        }
        return node.is("Mul") && node.input(0).equals(x) && node.input(1).equals(x);
    }

    private static boolean isOnly(long[] kernel, int axis, long others) {
        for (int i = 0; i < kernel.length; i++) {
            if (i != axis && kernel[i] != others) {
                return false;
            }
        }
        return kernel.length >= 2;
    }

    private static boolean isPlain(Node pool, int axes) {
        boolean auto = pool.text("auto_pad", "NOTSET").equals("NOTSET");
        return auto
                && Arrays.stream(pool.integers("strides", axes, 1)).allMatch(s -> s == 1)
                && pool.integer("ceil_mode", 0) == 0;
    }

    private static long @Nullable [] zeros(Node pad, GraphEditor editor, int rank) {
        Tensor amounts = editor.weight(pad.input(1));
        boolean zero = !pad.hasInput(2) || Float.valueOf(0).equals(scalar(editor, pad.input(2)));
        boolean fits = amounts != null
                && amounts.elements() == 2L * rank
                && zero
                && !pad.hasInput(3)
                && pad.text("mode", "constant").equals("constant");
        return fits && amounts != null ? amounts.toLongs() : null;
    }

    /** The node that defines the value, beyond nodes that only change its shape. */
    private static @Nullable Node shaped(String value, GraphEditor editor) {
        Node node = editor.producer(value);
        while (node != null && Operator.is(node, Operator::reshapes)) {
            node = editor.producer(node.input(0));
        }
        return node;
    }

    private static @Nullable Node producer(GraphEditor editor, String value, String op) {
        Node node = editor.producer(value);
        return node != null && node.is(op) ? node : null;
    }

    private static @Nullable Float scalar(GraphEditor editor, String value) {
        Tensor tensor = editor.weight(value);
        return tensor == null || tensor.elements() != 1 ? null : (Float) tensor.toFloats()[0];
    }
}
