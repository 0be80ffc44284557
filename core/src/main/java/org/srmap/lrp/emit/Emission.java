package org.srmap.lrp.emit;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.canonize.shape.ShapeInference;
import org.srmap.graph.Attribute;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.Node;
import org.srmap.graph.NodeWriter;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;

/**
 * Appends operators behind a forward graph. The same operator on the same values is appended once, so that emitters may
 * ask for what they need without keeping track (the positive part of a weight, say).
 */
public final class Emission extends NodeWriter {
    private final Graph forward;
    private final ShapeInference shapes;
    private final ValueFacts facts;
    private final @Nullable String pictureIndex;
    private final Map<String, String> memo = new HashMap<>();
    private final Vanishing vanishing = new Vanishing();
    private @Nullable Ledger ledger;

    /**
     * Begins behind a forward graph.
     *
     * @param pictureIndex name of the int64 value that says for each relevance map which picture of the batch it
     *     belongs to; null when there is one map per picture, in order
     */
    public Emission(GraphEditor editor, Graph forward, ShapeInference shapes, @Nullable String pictureIndex) {
        super(editor, "lrp/");
        this.forward = forward;
        this.shapes = shapes;
        this.facts = ValueFacts.of(forward);
        this.pictureIndex = pictureIndex;
    }

    /** Begins to keep books. */
    public Ledger openLedger() {
        Ledger opened = new Ledger(this);
        ledger = opened;
        return opened;
    }

    /** The ledger, or null when no books are kept. */
    @Nullable
    public Ledger ledger() {
        return ledger;
    }

    public ValueFacts facts() {
        return facts;
    }

    /** Where relevance is known to be zero. */
    public Vanishing vanishing() {
        return vanishing;
    }

    /** A value by its name. */
    public Term term(String name) {
        return new Term(this, name, false);
    }

    /**
     * A value of the forward graph as the backward walk sees it: one row per relevance map. Constants stay as they are.
     */
    public Term value(String name) {
        String seen = pictureIndex == null || !facts.isComputed(name) ? name : gathered(name, pictureIndex);
        return new Term(this, seen, facts.isNonNegative(name));
    }

    private String gathered(String value, String index) {
        Shape shape = shapes.shape(value);
        if (shape == null || shape.rank() == 0 || shape.dim(0).times() == 1) {
            return gather(value, index, 0);
        }
        // such as windows of pictures: 4*N rows are N times 4
        long[] sizes = shape.sizes();
        long[] grouped = new long[sizes.length + 1];
        System.arraycopy(sizes, 1, grouped, 2, sizes.length - 1);
        grouped[0] = -1;
        grouped[1] = shape.dim(0).times();
        return reshape(gather(reshape(value, grouped), index, 0), sizes);
    }

    /** max(z, 0) of a forward value as the backward walk sees it: the result of a ReLU that reads it, if there is one. */
    Term rectified(String name) {
        String result = facts.relu(name);
        return result == null ? value(name).positive() : value(result);
    }

    /** A number. */
    public Term number(double value) {
        return term(scalar(value));
    }

    public Shape shape(String value) {
        return shapes.known(value);
    }

    public ShapeInference shapes() {
        return shapes;
    }

    /** Whether relevance maps are in the order of the pictures, one each. */
    public boolean isOneToOne() {
        return pictureIndex == null;
    }

    /** A constant of the model, or null. */
    @Nullable
    public Tensor weight(String value) {
        return forward.weight(value);
    }

    public Graph forward() {
        return forward;
    }

    /** Nodes come at the end of the graph at once. */
    @Override
    public void put(Node node) {
        editor().append(node);
    }

    @Override
    public String op(String type, List<String> inputs, Map<String, Attribute> attributes) {
        String key = type + inputs + attributes;
        String known = memo.get(key);
        if (known == null) {
            known = super.op(type, inputs, attributes);
            memo.put(key, known);
        }
        return known;
    }

    /** A constant array of one number, stored as that number. */
    public Term filled(double value, long... sizes) {
        return number(value).expand(sizes);
    }

    @Override
    public String scalar(double value) {
        return memo.computeIfAbsent("scalar " + value, k -> constant("const", Tensor.scalar((float) value)));
    }

    @Override
    public String longs(long... values) {
        return memo.computeIfAbsent("longs " + Arrays.toString(values), k -> constant("shape", Tensor.longs(values)));
    }

    public Term floats(long[] shape, float... values) {
        return term(constant("const", Tensor.floats(shape, values)));
    }

    /** The indices of a forward MaxPool, counted in row-major order: its second output, added when it has none yet. */
    public Term indices(Node node) {
        Node current = editor().producer(node.output());
        if (current == null) {
            throw new IllegalStateException("no node defines " + node.output());
        }
        if (current.outputs().size() > 1) {
            return term(current.outputs().get(1));
        }
        String second = editor().fresh(node.output() + ".indices");
        Node indexed = current.withOutputs(List.of(node.output(), second));
        editor().replace(current, indexed.without("storage_order")); // which counts columns first
        return term(second);
    }
}
