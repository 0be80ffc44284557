package org.srmap.canonize;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.DataType;
import org.srmap.graph.Graph;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;

/** Computes the few operators that exporters leave between weights and the layers that use them. */
final class ConstantEvaluator {
    /** Results are not to be much larger than what they are made from: a broadcast of two vectors could be. */
    private static final long MOST_ELEMENTS = 1L << 26;

    private ConstantEvaluator() {}

    /** The node's output when all its inputs are constant and it is one of the known operators. */
    static Optional<Tensor> evaluate(Node node, Function<String, @Nullable Tensor> constants) {
        if (!node.domain().isEmpty()
                || node.outputs().size() != 1
                || node.inputs().isEmpty()) {
            return Optional.empty();
        }
        List<Tensor> in = new ArrayList<>();
        for (String input : node.inputs()) {
            Tensor tensor = constants.apply(input);
            if (tensor == null) {
                return Optional.empty();
            }
            in.add(tensor);
        }
        return Optional.ofNullable(compute(node, in));
    }

    private static @Nullable Tensor compute(Node node, List<Tensor> in) {
        Tensor x = in.get(0);
        DoubleUnaryOperator unary = unary(node.op());
        if (unary != null) {
            return x.type() == DataType.FLOAT ? map(x, unary) : null;
        }
        DoubleBinaryOperator binary = binary(node.op());
        if (binary != null) {
            boolean floats = x.type() == DataType.FLOAT && in.get(1).type() == DataType.FLOAT;
            return floats ? combine(node, x, in.get(1), binary) : null;
        }
        return switch (node.op()) {
            case "Identity" -> x;
            case "Transpose" -> transpose(node, x);
            case "Reshape", "Flatten", "Squeeze", "Unsqueeze" -> reshape(node, in);
            case "Cast" -> cast(node, x);
            default -> null;
        };
    }

    private static @Nullable DoubleUnaryOperator unary(String op) {
        return switch (op) {
            case "Sqrt" -> Math::sqrt;
            case "Neg" -> v -> -v;
            case "Exp" -> Math::exp;
            case "Abs" -> Math::abs;
            case "Reciprocal" -> v -> 1 / v;
            default -> null;
        };
    }

    private static @Nullable DoubleBinaryOperator binary(String op) {
        return switch (op) {
            case "Add" -> Double::sum;
            case "Sub" -> (a, b) -> a - b;
            case "Mul" -> (a, b) -> a * b;
            case "Div" -> (a, b) -> a / b;
            case "Pow" -> Math::pow;
            default -> null;
        };
    }

    private static Tensor map(Tensor x, DoubleUnaryOperator f) {
        float[] values = x.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) f.applyAsDouble(values[i]);
        }
        return Tensor.floats(x.shape(), values);
    }

    private static @Nullable Tensor combine(Node node, Tensor a, Tensor b, DoubleBinaryOperator f) {
        Shape shape = ShapeInference.broadcast(node, Shape.of(a.shape()), Shape.of(b.shape()));
        if (shape.elementsFrom(0) > MOST_ELEMENTS) {
            return null;
        }
        float[] u = a.toFloats();
        float[] v = b.toFloats();
        float[] result = new float[(int) shape.elementsFrom(0)];
        long[] sizes = shape.sizes();
        long[] stepsA = steps(a.shape(), sizes);
        long[] stepsB = steps(b.shape(), sizes);
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) f.applyAsDouble(u[offset(i, sizes, stepsA)], v[offset(i, sizes, stepsB)]);
        }
        return Tensor.floats(sizes, result);
    }

    /** How far one step along each axis of the result goes in an operand; 0 where it is repeated. */
    private static long[] steps(long[] operand, long[] result) {
        long[] steps = new long[result.length];
        long step = 1;
        for (int i = operand.length - 1; i >= 0; i--) {
            int axis = i + result.length - operand.length;
            steps[axis] = operand[i] == 1 ? 0 : step;
            step *= operand[i];
        }
        return steps;
    }

    private static int offset(long index, long[] sizes, long[] steps) {
        long rest = index;
        long offset = 0;
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            offset += rest % sizes[axis] * steps[axis];
            rest /= sizes[axis];
        }
        return (int) offset;
    }

    private static @Nullable Tensor transpose(Node node, Tensor x) {
        if (x.type() != DataType.FLOAT) {
            return null;
        }
        int rank = x.rank();
        long[] perm = node.integers("perm");
        long[] sizes = new long[rank];
        long[] steps = new long[rank];
        long[] own = steps(x.shape(), x.shape());
        for (int i = 0; i < rank; i++) {
            int from = perm == null ? rank - 1 - i : (int) perm[i];
            sizes[i] = x.size(from);
            steps[i] = own[from];
        }
        float[] values = x.toFloats();
        float[] result = new float[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = values[offset(i, sizes, steps)];
        }
        return Tensor.floats(sizes, result);
    }

    private static @Nullable Tensor reshape(Node node, List<Tensor> in) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        for (int i = 0; i < in.size(); i++) {
            weights.put(node.input(i), in.get(i));
        }
        Graph single = new Graph("", Map.of("", 17L), List.of(), List.of(), List.of(node), weights, Map.of());
        Shape shape = ShapeInference.of(single).shape(node.output());
        return shape == null || !shape.isStatic() ? null : in.get(0).reshaped(shape.sizes());
    }

    private static @Nullable Tensor cast(Node node, Tensor x) {
        long to = node.integer("to", 0);
        if (to == DataType.FLOAT.onnxCode()) {
            return x.toFloat32();
        }
        return to == DataType.INT64.onnxCode() ? Tensor.longs(x.shape(), x.toLongs()) : null;
    }
}
