package org.srmap.canonize.constant;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.srmap.canonize.shape.ShapeInference;
import org.srmap.canonize.shape.Slices;
import org.srmap.graph.Attribute;
import org.srmap.graph.DataType;
import org.srmap.graph.Graph;
import org.srmap.graph.ModelException;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;

/** Computes the operators that exporters leave between constants and the layers that use them. */
public final class ConstantEvaluator {
    /** Longest sequence that Range or ConstantOfShape is written out to. */
    private static final long LONGEST = 1 << 20;

    private ConstantEvaluator() {}

    /**
     * The node's output when all its inputs are constant and it is one of the known operators.
     *
     * @param mostElements how many elements the output may have
     */
    public static Optional<Tensor> evaluate(
            Node node, Function<String, @Nullable Tensor> constants, long mostElements) {
        if (!node.domain().isEmpty()
                || node.outputs().size() != 1
                || node.inputs().isEmpty()) {
            return Optional.empty();
        }
        Map<String, Tensor> weights = new LinkedHashMap<>();
        List<Tensor> in = new ArrayList<>();
        for (String input : node.inputs()) {
            Tensor tensor = input.isEmpty() ? null : constants.apply(input);
            if (tensor == null && !input.isEmpty() || in.isEmpty() && tensor == null) {
                return Optional.empty();
            }
            if (tensor != null) {
                weights.put(input, tensor);
                in.add(tensor);
            }
        }
        if (in.size() != node.inputs().size() && !node.is("Slice")) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(sized(node, in, weights, mostElements));
        } catch (ModelException | IndexOutOfBoundsException | ArithmeticException e) {
            return Optional.empty(); // constants that do not fit together: the shape inference says so
        }
    }

    private static @Nullable Tensor sized(Node node, List<Tensor> in, Map<String, Tensor> weights, long mostElements) {
        switch (node.op()) {
            case "ConstantOfShape":
                return constantOfShape(node, in.get(0));
            case "Range":
                return in.size() == 3 ? range(in) : null;
            case "Shape":
                return Tensor.longs(in.get(0).shape());
            default:
                break;
        }
        Graph single = new Graph("", Map.of("", 17L), List.of(), List.of(), List.of(node), weights, Map.of());
        ShapeInference shapes = ShapeInference.of(single);
        Shape shape = shapes.shape(node.output());
        if (shape == null || !shape.isStatic() || shape.elementsFrom(0) > mostElements) {
            return null;
        }
        return compute(node, in, shape, shapes);
    }

    private static @Nullable Tensor compute(Node node, List<Tensor> in, Shape shape, ShapeInference shapes) {
        Tensor x = in.get(0);
        return switch (node.op()) {
            case "Identity" -> x;
            case "Cast" -> cast(node, x);
            case "Reshape", "Flatten", "Squeeze", "Unsqueeze" -> x.reshaped(shape.sizes());
            case "Transpose" -> ConstantMoves.transpose(node, x);
            case "Concat" -> ConstantMoves.concat(node, in);
            case "Gather" -> ConstantMoves.gather(node, x, in.get(1));
            case "Expand" -> ConstantMoves.expand(x, shape.sizes());
            case "Slice" -> {
                Slices slices = Slices.of(node, Shape.of(x.shape()), shapes);
                yield slices == null ? null : ConstantMoves.slice(x, slices);
            }
            case "ReduceSum", "ReduceMean", "ReduceProd", "ReduceMax", "ReduceMin" ->
                ConstantArithmetic.reduce(node, x, shape, shapes.axes(node));
            case "Where" -> where(x, in.get(1), in.get(2), shape.sizes());
            default -> elementWise(node, in);
        };
    }

    private static @Nullable Tensor elementWise(Node node, List<Tensor> in) {
        if (in.size() == 1 && !node.is("Max") && !node.is("Min") && !node.is("Sum")) {
            return ConstantArithmetic.map(node, in.get(0));
        }
        Tensor all = in.get(0);
        for (Tensor next : in.subList(1, in.size())) {
            all = all == null ? null : ConstantArithmetic.combine(node, all, next);
        }
        return all;
    }

    private static @Nullable Tensor where(Tensor condition, Tensor yes, Tensor no, long[] sizes) {
        if (condition.type() != DataType.BOOL || yes.type() != no.type()) {
            return null;
        }
        long[] choose = ConstantMoves.expand(condition, sizes).toLongs();
        Tensor a = ConstantMoves.expand(yes, sizes);
        Tensor b = ConstantMoves.expand(no, sizes);
        if (yes.type() == DataType.FLOAT) {
            float[] u = a.toFloats();
            float[] v = b.toFloats();
            for (int i = 0; i < u.length; i++) {
                u[i] = choose[i] != 0 ? u[i] : v[i];
            }
            return Tensor.floats(sizes, u);
        }
        if (!ConstantArithmetic.isInteger(yes.type())) {
            return null;
        }
        long[] u = a.toLongs();
        long[] v = b.toLongs();
        for (int i = 0; i < u.length; i++) {
            u[i] = choose[i] != 0 ? u[i] : v[i];
        }
        return ConstantArithmetic.integers(yes.type(), sizes, u);
    }

    private static @Nullable Tensor constantOfShape(Node node, Tensor sizes) {
        long[] shape = sizes.toLongs();
        for (long size : shape) {
            if (size < 0) {
                return null;
            }
        }
        Tensor value = node.attributes().get("value") instanceof Attribute.Constant c ? c.value() : Tensor.scalar(0);
        return value.elements() != 1 || Shape.of(shape).elementsFrom(0) > LONGEST
                ? null
                : ConstantMoves.expand(value, shape);
    }

    private static @Nullable Tensor range(List<Tensor> in) {
        DataType type = in.get(0).type();
        if (type != DataType.INT64 && type != DataType.INT32) {
            return null;
        }
        long start = in.get(0).toLongs()[0];
        long end = in.get(1).toLongs()[0];
        long step = in.get(2).toLongs()[0];
        if (step == 0) {
            return null;
        }
        long span = step > 0 ? Math.subtractExact(end, start) : Math.subtractExact(start, end);
        long count = Math.max(0, -Math.floorDiv(-span, Math.abs(step)));
        if (count > LONGEST) {
            return null;
        }
        long[] values = new long[(int) count];
        for (int i = 0; i < count; i++) {
            values[i] = start + i * step;
        }
        return ConstantArithmetic.integers(type, new long[] {count}, values);
    }

    private static @Nullable Tensor cast(Node node, Tensor x) {
        long to = node.integer("to", 0);
        if (to == DataType.FLOAT.onnxCode()) {
            return x.toFloat32();
        }
        for (DataType type : List.of(DataType.INT64, DataType.INT32, DataType.BOOL)) {
            boolean fits = x.elements() <= LONGEST && (x.type() != DataType.FLOAT || type != DataType.BOOL);
            if (to == type.onnxCode() && fits) {
                return ConstantArithmetic.integers(type, x.shape(), x.toLongs());
            }
        }
        return null;
    }
}
