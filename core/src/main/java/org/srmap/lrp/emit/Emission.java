package org.srmap.lrp.emit;

import java.util.ArrayList;
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

    /** max(z, 0) of a forward value as the backward walk sees it: the result of a ReLU that reads it, if there is one. */
    public String rectified(String value) {
        String result = facts.relu(value);
        return result == null ? positive(activation(value)) : activation(result);
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

    /** A forward value as the backward walk sees it: one row per relevance map. Constants stay as they are. */
    public String activation(String value) {
        if (pictureIndex == null || !facts.isComputed(value)) {
            return value;
        }
        Shape shape = shapes.shape(value);
        if (shape == null || shape.rank() == 0 || shape.dim(0).times() == 1) {
            return gather(value, pictureIndex, 0);
        }
        // such as windows of pictures: 4*N rows are N times 4
        long[] sizes = shape.sizes();
        long[] grouped = new long[sizes.length + 1];
        System.arraycopy(sizes, 1, grouped, 2, sizes.length - 1);
        grouped[0] = -1;
        grouped[1] = shape.dim(0).times();
        return reshape(gather(reshape(value, grouped), pictureIndex, 0), sizes);
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

    /** max(v, 0). */
    public String positive(String value) {
        return op("Relu", value);
    }

    /** min(v, 0). */
    public String negative(String value) {
        return op("Min", value, scalar(0));
    }

    /** Ones in the shape of a constant. */
    public String onesLike(String weight) {
        Tensor tensor = weight(weight);
        if (tensor == null) {
            throw new IllegalStateException(weight + " is not a constant");
        }
        return filled(1, tensor.shape());
    }

    /** A constant array of one number, stored as that number. */
    public String filled(double value, long... sizes) {
        return op("Expand", scalar(value), longs(sizes));
    }

    @Override
    public String scalar(double value) {
        return memo.computeIfAbsent("scalar " + value, k -> constant("const", Tensor.scalar((float) value)));
    }

    @Override
    public String longs(long... values) {
        return memo.computeIfAbsent("longs " + Arrays.toString(values), k -> constant("shape", Tensor.longs(values)));
    }

    public String floats(long[] shape, float... values) {
        return constant("const", Tensor.floats(shape, values));
    }

    public String slice(String value, long[] starts, long[] ends, long[] axes, long[] steps) {
        return op("Slice", value, longs(starts), longs(ends), longs(axes), longs(steps));
    }

    /** The channels from start to before end. */
    public String channels(String value, long start, long end) {
        return slice(value, new long[] {start}, new long[] {end}, new long[] {1}, new long[] {1});
    }

    public String sumOverChannels(String value) {
        return sum(value, 1);
    }

    /** The array backwards along the axes given. */
    public String flip(String value, int firstAxis, int axes) {
        long[] starts = new long[axes];
        long[] ends = new long[axes];
        long[] which = new long[axes];
        long[] steps = new long[axes];
        for (int i = 0; i < axes; i++) {
            starts[i] = -1;
            ends[i] = Long.MIN_VALUE + 1;
            which[i] = firstAxis + i;
            steps[i] = -1;
        }
        return slice(value, starts, ends, which, steps);
    }

    /** The sum over all axes but the first, one number per map: N x 1. */
    public String totals(String value, int rank) {
        if (rank == 1) {
            return reshape(value, -1, 1);
        }
        String flat = op("Flatten", List.of(value), Map.of("axis", new Attribute.Int(1)));
        return sum(flat, 1);
    }

    /** A value reduced by summing to the shape that was broadcast to it. */
    public String unbroadcast(String value, Shape from, Shape to) {
        int lead = from.rank() - to.rank();
        List<Long> axes = new ArrayList<>();
        for (int i = 0; i < from.rank(); i++) {
            boolean repeated = i < lead || to.size(i - lead) == 1 && from.size(i) != 1;
            if (repeated) {
                axes.add((long) i);
            }
        }
        if (axes.isEmpty()) {
            return value;
        }
        String summed = sum(value, axes.stream().mapToLong(Long::longValue).toArray());
        return lead == 0 ? summed : reshape(summed, batchedSizes(to));
    }

    /** The sizes of a shape for Reshape: -1 for the open batch size. */
    public static long[] batchedSizes(Shape shape) {
        return shape.sizes();
    }

    /** The indices of a forward MaxPool, counted in row-major order: its second output, added when it has none yet. */
    public String indices(Node node) {
        Node current = editor().producer(node.output());
        if (current == null) {
            throw new IllegalStateException("no node defines " + node.output());
        }
        if (current.outputs().size() > 1) {
            return current.outputs().get(1);
        }
        String second = editor().fresh(node.output() + ".indices");
        Node indexed = current.withOutputs(List.of(node.output(), second));
        editor().replace(current, indexed.without("storage_order")); // which counts columns first
        return second;
    }
}
