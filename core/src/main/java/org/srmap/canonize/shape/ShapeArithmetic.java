package org.srmap.canonize.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
            case "Add", "Sub", "Mul", "Div", "Mod", "Max", "Min", "Equal", "Less", "Greater" -> binary(node, known);
            case "Where" -> where(node, known);
            case "ReduceProd" -> product(known.numbers(node.input(0)));
            case "Size" -> size(known.shape(node.input(0)));
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
        List<Dim> a = known.numbers(node.input(0));
        List<Dim> b = known.numbers(node.input(1));
        if (a == null || b == null || node.inputs().size() != 2 || a.isEmpty() || b.isEmpty()) {
            return null;
        }
        int count = Math.max(a.size(), b.size());
        if (count % a.size() != 0 || count % b.size() != 0) {
            return null;
        }
        List<Dim> result = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Dim entry = combined(node.op(), a.get(i % a.size()), b.get(i % b.size()));
            if (entry == null) {
                return null;
            }
            result.add(entry);
        }
        return result;
    }

    /** One entry of an operator's output, or null when nothing is known of it. */
    private static @Nullable Dim combined(String op, Dim a, Dim b) {
        Dim result = a.isKnown() && b.isKnown() ? number(op, a.size(), b.size()) : symbolic(op, a, b);
        return result == null || result.isUnknown() ? null : result;
    }

    private static @Nullable Dim number(String op, long a, long b) {
        return switch (op) {
            case "Add" -> Dim.number(a + b);
            case "Sub" -> Dim.number(a - b);
            case "Mul" -> Dim.number(a * b);
            case "Div" -> b == 0 ? null : Dim.number(a / b);
            case "Mod" -> b == 0 ? null : Dim.number(Math.floorMod(a, b));
            case "Max" -> Dim.number(Math.max(a, b));
            case "Min" -> Dim.number(Math.min(a, b));
            case "Equal" -> Dim.number(a == b ? 1 : 0);
            case "Less" -> Dim.number(a < b ? 1 : 0);
            case "Greater" -> Dim.number(a > b ? 1 : 0);
            default -> null;
        };
    }

    /** An open size is 1 at least. */
    private static @Nullable Dim symbolic(String op, Dim a, Dim b) {
        boolean same = a.equals(b) && !a.isUnknown();
        boolean below = a.isKnown() && a.size() < 1; // a < b
        boolean above = b.isKnown() && b.size() < 1; // a > b
        return switch (op) {
            case "Add" -> a.plus(b);
            case "Sub" -> same ? Dim.of(0) : b.isKnown() && b.size() == 0 ? a : null;
            case "Mul" -> a.times(b);
            case "Div" -> a.over(b);
            case "Mod" -> a.over(b).isUnknown() ? null : Dim.of(0);
            case "Max" -> same || below || isOne(a) ? b : above || isOne(b) ? a : null;
            case "Min" -> same || below || isOne(a) ? a : above || isOne(b) ? b : null;
            case "Equal" -> same ? Dim.of(1) : below || above ? Dim.of(0) : null;
            case "Less" -> below ? Dim.of(1) : same || above ? Dim.of(0) : null;
            case "Greater" -> above ? Dim.of(1) : same || below ? Dim.of(0) : null;
            default -> null;
        };
    }

    private static boolean isOne(Dim dim) {
        return dim.isKnown() && dim.size() == 1;
    }

    private static @Nullable List<Dim> where(Node node, ShapeInference known) {
        List<Dim> condition = known.numbers(node.input(0));
        List<Dim> yes = known.numbers(node.input(1));
        List<Dim> no = known.numbers(node.input(2));
        if (condition == null || yes == null || no == null) {
            return null;
        }
        int count = Math.max(condition.size(), Math.max(yes.size(), no.size()));
        if (Stream.of(condition, yes, no).anyMatch(list -> list.size() != 1 && list.size() != count)) {
            return null;
        }
        List<Dim> result = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Dim choice = condition.get(condition.size() == 1 ? 0 : i);
            if (!choice.isKnown()) {
                return null;
            }
            List<Dim> from = choice.size() != 0 ? yes : no;
            result.add(from.get(from.size() == 1 ? 0 : i));
        }
        return result;
    }

    private static @Nullable List<Dim> product(@Nullable List<Dim> factors) {
        return factors == null ? null : size(new Shape(factors));
    }

    private static @Nullable List<Dim> size(@Nullable Shape shape) {
        return shape == null || shape.elements().isUnknown() ? null : List.of(shape.elements());
    }

    /** The element type of the output of a node that {@link #evaluate} has evaluated. */
    static DataType type(Node node, ShapeInference known) {
        return switch (node.op()) {
            case "Shape", "Size", "ConstantOfShape" -> DataType.INT64;
            case "Cast" -> DataType.ofOnnx((int) node.integer("to", 0));
            case "Equal", "Less", "Greater" -> DataType.BOOL;
            case "Where" -> known.numberType(node.input(1));
            default -> known.numberType(node.input(0));
        };
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
        return new ArrayList<>(java.util.Collections.nCopies((int) size[0], Dim.number(value)));
    }
}
