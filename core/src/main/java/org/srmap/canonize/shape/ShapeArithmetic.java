package org.srmap.canonize.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.DataType;
import org.srmap.graph.Dim;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;

/** Evaluates the operators that exporters use to compute shapes, on entries that may be symbols. */
final class ShapeArithmetic {
    private ShapeArithmetic() {}

    /** The entries of the node's output, or null when they cannot be told. A scalar is a list of one. */
    static @Nullable List<Dim> evaluate(Node node, ShapeInference known) {
        return switch (node.op()) {
            case "Shape" -> shape(node, known.shape(node.input(0)));
            case "Identity", "Squeeze", "Unsqueeze", "Reshape" -> known.numbers(node.input(0));
            case "Cast" -> isWhole(node.integer("to", 0)) ? known.numbers(node.input(0)) : null;
            case "Gather" -> gather(node, known);
            case "Slice" -> slice(node, known);
            case "Concat" -> concat(node, known);
            case "Add", "Sub", "Mul", "Div" -> binary(node, known);
            case "ReduceProd" -> product(known.numbers(node.input(0)));
            case "ConstantOfShape" -> filled(node, known);
            default -> null;
        };
    }

    private static boolean isWhole(long type) {
        return type == DataType.INT64.onnxCode() || type == DataType.INT32.onnxCode();
    }

    private static @Nullable List<Dim> shape(Node node, @Nullable Shape shape) {
        if (shape == null) {
            return null;
        }
        int start = (int) node.integer("start", 0);
        int end = (int) node.integer("end", shape.rank());
        int from = Math.max(0, start < 0 ? start + shape.rank() : start);
        int to = Math.min(shape.rank(), end < 0 ? end + shape.rank() : end);
        return shape.dims().subList(from, Math.max(from, to));
    }

    private static @Nullable List<Dim> gather(Node node, ShapeInference known) {
        List<Dim> from = known.numbers(node.input(0));
        long[] indices = known.longs(node.input(1));
        if (from == null || indices == null) {
            return null;
        }
        List<Dim> taken = new ArrayList<>();
        for (long index : indices) {
            taken.add(from.get((int) (index < 0 ? index + from.size() : index)));
        }
        return taken;
    }

    private static @Nullable List<Dim> slice(Node node, ShapeInference known) {
        List<Dim> from = known.numbers(node.input(0));
        Slices slices = from == null ? null : Slices.of(node, Shape.of(from.size()), known);
        if (from == null || slices == null || slices.axes().length != 1) {
            return null;
        }
        List<Dim> taken = new ArrayList<>();
        for (int i = 0; i < slices.counts()[0]; i++) {
            taken.add(from.get((int) (slices.starts()[0] + i * slices.steps()[0])));
        }
        return taken;
    }

    private static @Nullable List<Dim> concat(Node node, ShapeInference known) {
        List<Dim> all = new ArrayList<>();
        for (String input : node.inputs()) {
            List<Dim> part = known.numbers(input);
            if (part == null) {
                return null;
            }
            all.addAll(part);
        }
        return all;
    }

    private static @Nullable List<Dim> binary(Node node, ShapeInference known) {
        long[] a = known.longs(node.input(0));
        long[] b = known.longs(node.input(1));
        if (a == null || b == null || a.length != b.length && a.length != 1 && b.length != 1) {
            return null;
        }
        List<Dim> result = new ArrayList<>();
        for (int i = 0; i < Math.max(a.length, b.length); i++) {
            long u = a[a.length == 1 ? 0 : i];
            long v = b[b.length == 1 ? 0 : i];
            if (node.is("Div") && v == 0) {
                return null;
            }
            long value = switch (node.op().toLowerCase(Locale.ROOT)) {
                case "add" -> u + v;
                case "sub" -> u - v;
                case "mul" -> u * v;
                default -> u / v;
            };
            result.add(new Dim(value, null));
        }
        return result;
    }

    private static @Nullable List<Dim> product(@Nullable List<Dim> factors) {
        if (factors == null || !factors.stream().allMatch(Dim::isKnown)) {
            return null;
        }
        long product = 1;
        for (Dim factor : factors) {
            product *= factor.size();
        }
        return List.of(new Dim(product, null));
    }

    private static @Nullable List<Dim> filled(Node node, ShapeInference known) {
        long[] size = known.longs(node.input(0));
        if (size == null || size.length != 1 || size[0] < 0 || size[0] > 64) {
            return null;
        }
        long value = 0;
        if (node.attributes().get("value") instanceof org.srmap.graph.Attribute.Constant c) {
            Tensor tensor = c.value();
            if (tensor.type() != DataType.INT64) {
                return null;
            }
            value = tensor.toLongs()[0];
        }
        return new ArrayList<>(java.util.Collections.nCopies((int) size[0], new Dim(value, null)));
    }
}
