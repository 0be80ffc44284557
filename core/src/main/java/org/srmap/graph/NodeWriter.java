package org.srmap.graph;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes standard operators one after the other. Each method writes one node with one new output and returns the name
 * of that output, so that calls nest like the formula that they write.
 */
public abstract class NodeWriter {
    private final GraphEditor editor;
    private final String prefix;

    /**
     * A writer of nodes for a graph.
     *
     * @param prefix what the names of new nodes, values and constants begin with
     */
    protected NodeWriter(GraphEditor editor, String prefix) {
        this.editor = editor;
        this.prefix = prefix;
    }

    /** The graph that the nodes are for. */
    public final GraphEditor editor() {
        return editor;
    }

    /** Puts a node behind those written before it. */
    public abstract void put(Node node);

    /** An operator of any type. Attributes are put in order, so that the same graph is the same file. */
    public String op(String type, List<String> inputs, Map<String, Attribute> attributes) {
        String output = editor.fresh(prefix + type);
        put(Node.of(output, type, inputs, output, new TreeMap<>(attributes)));
        return output;
    }

    /** An operator without attributes. */
    public final String op(String type, String... inputs) {
        return op(type, List.of(inputs), Map.of());
    }

    /** A constant; {@code hint} is a word for its name. */
    public final String constant(String hint, Tensor tensor) {
        return editor.addWeight(prefix + hint, tensor);
    }

    /** A float32 number of rank 0. */
    public String scalar(double value) {
        return constant("number", Tensor.scalar((float) value));
    }

    /** A list of int64 numbers. */
    public String longs(long... values) {
        return constant("numbers", Tensor.longs(values));
    }

    /** a + b. */
    public final String add(String a, String b) {
        return op("Add", a, b);
    }

    /** a - b. */
    public final String sub(String a, String b) {
        return op("Sub", a, b);
    }

    /** a * b, element by element. */
    public final String mul(String a, String b) {
        return op("Mul", a, b);
    }

    /** a / b, element by element. */
    public final String div(String a, String b) {
        return op("Div", a, b);
    }

    /** The elements of {@code yes} where the condition holds, else those of {@code no}. */
    public final String where(String condition, String yes, String no) {
        return op("Where", condition, yes, no);
    }

    /** The value in another shape, as Reshape understands it. */
    public final String reshape(String value, long... target) {
        return op("Reshape", value, longs(target));
    }

    /** The value with its axes in another order. */
    public final String transpose(String value, long... order) {
        return op("Transpose", List.of(value), Map.of("perm", Attribute.ints(order)));
    }

    /** The value as another type. */
    public final String cast(String value, DataType type) {
        return op("Cast", List.of(value), Map.of("to", Attribute.type(type)));
    }

    /** The parts one behind the other along an axis. */
    public final String concat(long axis, List<String> parts) {
        return op("Concat", parts, Map.of("axis", new Attribute.Int(axis)));
    }

    /** The parts one behind the other along an axis. */
    public final String concat(long axis, String... parts) {
        return concat(axis, List.of(parts));
    }

    /** Element {@code index} along an axis, which goes; or elements, when the index is a list. */
    public final String gather(String value, String index, long axis) {
        return op("Gather", List.of(value, index), Map.of("axis", new Attribute.Int(axis)));
    }

    /** The sum over axes, which stay with size 1. */
    public final String sum(String value, long... axes) {
        return op("ReduceSum", List.of(value, longs(axes)), Map.of("keepdims", new Attribute.Int(1)));
    }

    /** The mean over axes, which stay with size 1. */
    public final String mean(String value, long... axes) {
        return op("ReduceMean", List.of(value), Map.of("axes", Attribute.ints(axes), "keepdims", new Attribute.Int(1)));
    }
}
