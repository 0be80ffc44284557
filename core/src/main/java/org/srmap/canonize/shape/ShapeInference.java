package org.srmap.canonize.shape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.DataType;
import org.srmap.graph.Dim;
import org.srmap.graph.Graph;
import org.srmap.graph.ModelException;
import org.srmap.graph.Node;
import org.srmap.graph.Problem;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;
import org.srmap.operator.Operator;

/**
 * The shape of every value of a graph, and the numbers in values that are shapes themselves (as exporters compute them
 * with Shape, Gather and Concat), as far as they can be known.
 *
 * <p>Values of operators that are not known here have no entry; nothing that depends on them has one either.
 */
public final class ShapeInference {
    private final Graph graph;
    private final Map<String, Shape> shapes = new HashMap<>();
    private final Map<String, List<Dim>> numbers = new HashMap<>();
    private final Map<String, DataType> numberTypes = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private ShapeInference(Graph graph) {
        this.graph = graph;
    }

    /**
     * Infers what can be inferred.
     *
     * @throws ModelException when shapes contradict each other, listing every node where they do
     */
    public static ShapeInference of(Graph graph) {
        ShapeInference inference = new ShapeInference(graph);
        inference.run();
        return inference;
    }

    private void run() {
        graph.inputs().forEach(v -> shapes.put(v.name(), v.shape()));
        graph.weights().forEach((name, tensor) -> {
            shapes.put(name, Shape.of(tensor.shape()));
            boolean whole = tensor.type() == DataType.INT64
                    || tensor.type() == DataType.INT32
                    || tensor.type() == DataType.BOOL;
            if (whole && tensor.rank() <= 1 && tensor.elements() <= 64) {
                List<Dim> entries =
                        Arrays.stream(tensor.toLongs()).mapToObj(Dim::number).toList();
                put(name, entries, tensor.type());
            }
        });
        @Nullable Throwable cause = null;
        for (Node node : graph.nodes()) {
            try {
                infer(node);
            } catch (ModelException e) {
                problems.addAll(e.problemsAt(node));
            } catch (IndexOutOfBoundsException | ArithmeticException e) {
                problems.add(new Problem(node.name(), node.op(), "its shapes do not fit: " + describe(node)));
                cause = e;
            }
        }
        if (!problems.isEmpty()) {
            throw new ModelException(problems, cause);
        }
    }

    private String describe(Node node) {
        List<String> texts = new ArrayList<>();
        for (String input : node.inputs()) {
            texts.add(input + String.valueOf(shapes.get(input)));
        }
        return node.op() + "(" + String.join(", ", texts) + ")";
    }

    /** The shape of a value, or null when it is not known. */
    public @Nullable Shape shape(String value) {
        return shapes.get(value);
    }

    /**
     * The shape of a value.
     *
     * @throws IllegalStateException when it is not known
     */
    public Shape known(String value) {
        Shape shape = shapes.get(value);
        if (shape == null) {
            throw new IllegalStateException("the shape of \"" + value + "\" is not known");
        }
        return shape;
    }

    /** The entries of a value that is a shape (or a part of one), or null when they are not known. */
    public @Nullable List<Dim> numbers(String value) {
        return numbers.get(value);
    }

    /** The entries of a value that is a shape, when all of them are plain numbers, else null. */
    public long @Nullable [] longs(String value) {
        List<Dim> dims = numbers.get(value);
        if (dims == null || !dims.stream().allMatch(Dim::isKnown)) {
            return null;
        }
        return dims.stream().mapToLong(Dim::size).toArray();
    }

    private void infer(Node node) {
        if (node.domain().isEmpty() && !node.is("Constant")) {
            inferShape(node);
            inferNumbers(node);
        }
    }

    private void inferShape(Node node) {
        if (!node.inputs().stream().allMatch(i -> i.isEmpty() || shapes.containsKey(i))) {
            return;
        }
        if (node.is("Split")) {
            split(node);
            return;
        }
        Shape shape = shapeOf(node);
        if (shape != null) {
            shapes.put(node.output(), shape);
            if (node.is("MaxPool") && node.outputs().size() > 1) {
                shapes.put(node.outputs().get(1), shape);
            }
        }
    }

    private @Nullable Shape shapeOf(Node node) {
        Operator operator = Operator.of(node);
        if (operator == null) {
            return null;
        }
        return switch (operator.form()) {
            case SAME -> in(node, 0);
            case BROADCAST -> broadcast(node);
            case REDUCED -> new MovedShapes(this).reduced(node);
            case OWN -> {
                Shape layer = new LayerShapes(this).of(node);
                yield layer != null ? layer : new MovedShapes(this).of(node);
            }
        };
    }

    private Shape broadcast(Node node) {
        Shape all = in(node, 0);
        for (int i = 1; i < node.inputs().size(); i++) {
            all = broadcast(node, all, in(node, i));
        }
        return all;
    }

    /** The shape of an input. */
    Shape in(Node node, int index) {
        if (!node.hasInput(index)) {
            throw ModelException.of(node, "its input " + (index + 1) + " is missing");
        }
        return known(node.input(index));
    }

    /** The axes of a Squeeze, Unsqueeze or Reduce node, given as input or attribute; null when there are none. */
    public long @Nullable [] axes(Node node) {
        return node.hasInput(1) ? longs(node.input(1)) : node.integers("axes");
    }

    private void split(Node node) {
        Shape x = in(node, 0);
        int axis = axis(node.integer("axis", 0), x.rank());
        int n = node.outputs().size();
        long[] parts = node.hasInput(1) ? longs(node.input(1)) : node.integers("split");
        if (parts == null && !x.dim(axis).isKnown()) {
            Dim part = x.dim(axis).over(Dim.of(n));
            node.outputs().forEach(output -> shapes.put(output, x.with(axis, part)));
            return;
        }
        long each = -Math.floorDiv(-x.size(axis), n);
        for (int i = 0; i < n; i++) {
            long size = parts != null ? parts[i] : Math.min(each, x.size(axis) - i * each);
            shapes.put(node.outputs().get(i), x.with(axis, Dim.of(size)));
        }
    }

    /** The shape of two values combined element by element. */
    public static Shape broadcast(Node node, Shape a, Shape b) {
        int rank = Math.max(a.rank(), b.rank());
        List<Dim> dims = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            Dim u = i < rank - a.rank() ? Dim.of(1) : a.dim(i - rank + a.rank());
            Dim v = i < rank - b.rank() ? Dim.of(1) : b.dim(i - rank + b.rank());
            if (u.isKnown() && v.isKnown() && u.size() != v.size() && u.size() != 1 && v.size() != 1) {
                throw ModelException.of(node, "combines " + a + " with " + b);
            }
            dims.add(!u.isKnown() ? u : !v.isKnown() ? v : u.size() == 1 ? v : u);
        }
        return new Shape(dims);
    }

    private void inferNumbers(Node node) {
        Shape shape = shapes.get(node.output());
        if (shape != null && shape.rank() > 1) {
            return;
        }
        List<Dim> result = ShapeArithmetic.evaluate(node, this);
        if (result != null) {
            put(node.output(), result, ShapeArithmetic.type(node, this));
            if (shape == null) {
                shapes.put(node.output(), Shape.of(result.size()));
            }
        }
    }

    private void put(String value, List<Dim> entries, DataType type) {
        numbers.put(value, entries);
        numberTypes.put(value, type);
    }

    /** The element type of a value of which {@link #numbers} is known: int64 or int32. */
    public DataType numberType(String value) {
        return numberTypes.getOrDefault(value, DataType.INT64);
    }

    /** A constant's tensor, or null. */
    @Nullable
    Tensor weight(String value) {
        return graph.weight(value);
    }

    /**
     * An axis counted from the first; negative ones are counted from the last.
     *
     * @throws ModelException when there is no such axis
     */
    public static int axis(long axis, int rank) {
        long resolved = axis < 0 ? axis + rank : axis;
        if (resolved < 0 || resolved >= rank) {
            throw new ModelException("axis " + axis + " of " + rank + " dimensions");
        }
        return (int) resolved;
    }
}
