package org.srmap.lrp.exact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.srmap.canonize.shape.Windows;
import org.srmap.graph.Attribute;
import org.srmap.graph.DataType;
import org.srmap.graph.Graph;
import org.srmap.graph.Node;
import org.srmap.graph.Scaled;
import org.srmap.graph.Tensor;
import org.srmap.lrp.Request;
import org.srmap.lrp.emit.Emission;

/**
 * Computes the forward pass in float64, so that which side of a kink an element lies on (a ReLU's zero, the largest
 * of a pooling window) is not a matter of rounding. The backward pass stays in float32 and sees the values rounded once.
 *
 * <p>Operators that the runtime has no float64 kernel for, or whose rounding decides little (dense layers: few elements,
 * many weights), stay in float32 between two casts. {@code docs/adr/0013-forward-in-float64.md} has reasons and cost.
 */
public final class DoubleForward {
    private static final Set<String> KINKED =
            Set.of("Relu", "LeakyRelu", "PRelu", "Clip", "HardSigmoid", "HardSwish", "Selu", "Celu", "Abs", "MaxPool");

    /** Operators that the runtime has for float64 just as for float32; constants among the inputs are widened. */
    private static final Set<String> SAME = Set.of(
            "Relu",
            "Add",
            "Sub",
            "Mul",
            "Div",
            "Sum",
            "Pow",
            "Clip",
            "Sigmoid",
            "Tanh",
            "Exp",
            "Log",
            "Sqrt",
            "Neg",
            "Abs",
            "Reciprocal",
            "MaxPool",
            "BatchNormalization",
            "LayerNormalization",
            "Softmax",
            "ReduceMean",
            "ReduceSum",
            "Concat",
            "Flatten",
            "Reshape",
            "Squeeze",
            "Unsqueeze",
            "Transpose",
            "Slice",
            "Split",
            "Pad",
            "Gather",
            "Expand",
            "Identity",
            "DepthToSpace");

    /** Smaller constants are not worth a node. */
    private static final long FROM_ELEMENTS = 256;

    private final Emission e;
    private final boolean storesOnce;
    private final Map<String, String> wide = new HashMap<>();
    /** What computes weights from others. */
    private final Draft weights = new Draft("weights");
    /** The float32 weights that are computed, by the name of the constant. */
    private final Map<String, String> computed = new HashMap<>();

    private DoubleForward(Emission e, boolean storesOnce) {
        this.e = e;
        this.storesOnce = storesOnce;
    }

    /** Whether the graph has kinks at all; without, float32 is as good. */
    public static boolean matters(Graph graph) {
        return graph.nodes().stream().anyMatch(n -> KINKED.contains(n.op()));
    }

    /**
     * Replaces the forward part.
     *
     * @param storesOnce whether to compute weights in the graph from what is stored in float32 ({@link Request})
     */
    public static void widen(Emission e, boolean storesOnce) {
        DoubleForward widening = new DoubleForward(e, storesOnce);
        for (Node node : e.forward().nodes()) {
            Node current = e.editor().producer(node.output());
            if (current != null && e.facts().isComputed(node.output())) {
                widening.widen(current);
            }
        }
        Node first = e.editor().nodes().get(0);
        widening.weights.nodes.forEach(node -> e.editor().insertBefore(first, node));
        widening.computed.forEach(e.editor()::redirect);
    }

    private void widen(Node node) {
        Draft draft = new Draft(node.name());
        List<String> results = results(node, draft);
        if (results.isEmpty()) {
            return; // stays as it is: it reads the rounded values, which keep their names
        }
        for (int i = 0; i < results.size(); i++) {
            String rounded = node.outputs().get(i);
            wide.put(rounded, results.get(i));
            Map<String, Attribute> toFloat = Map.of("to", Emission.type(DataType.FLOAT));
            String name = i == 0 ? node.name() : e.editor().fresh(node.name() + "/rounded");
            draft.nodes.add(Node.of(name, "Cast", List.of(results.get(i)), rounded, toFloat));
        }
        e.editor().replace(node, draft.nodes.toArray(Node[]::new));
    }

    /** Appends what computes the node's outputs in float64 and names them; empty when there is no way. */
    private List<String> results(Node node, Draft draft) {
        if (!node.domain().isEmpty()) {
            return List.of();
        }
        String x = node.input(0);
        return switch (node.op()) {
            case "Conv" -> convolution(node, draft);
            case "AveragePool" -> average(node, draft);
            case "GlobalAveragePool" -> List.of(globalAverage(node, draft));
            case "HardSigmoid" ->
                List.of(hardSigmoid(draft, draft.wide(x), node.real("alpha", 0.2f), node.real("beta", 0.5f)));
            case "HardSwish" -> {
                String v = draft.wide(x);
                yield List.of(draft.op("Mul", v, hardSigmoid(draft, v, 1 / 6.0, 0.5)));
            }
            case "LeakyRelu" -> List.of(leaky(draft, draft.wide(x), draft.scalar(node.real("alpha", 0.01f))));
            case "PRelu" -> List.of(leaky(draft, draft.wide(x), draft.wide(node.input(1))));
            default -> SAME.contains(node.op()) ? same(node, draft) : List.of();
        };
    }

    private List<String> same(Node node, Draft draft) {
        List<String> inputs =
                node.inputs().stream().map(i -> i.isEmpty() ? i : draft.wide(i)).toList();
        List<String> outputs = new ArrayList<>();
        List<String> results = new ArrayList<>();
        for (int i = 0; i < node.outputs().size(); i++) {
            boolean indices = node.is("MaxPool") && i == 1;
            String output = node.outputs().get(i);
            outputs.add(indices ? output : e.editor().fresh(output + "/float64"));
            if (!indices) {
                results.add(outputs.get(i));
            }
        }
        String name = e.editor().fresh(node.name() + "/float64");
        draft.nodes.add(new Node(name, "", node.op(), inputs, outputs, node.attributes()));
        return results;
    }

    private static String hardSigmoid(Draft draft, String x, double alpha, double beta) {
        String line = draft.op("Add", draft.op("Mul", x, draft.scalar(alpha)), draft.scalar(beta));
        return draft.op("Clip", line, draft.scalar(0), draft.scalar(1));
    }

    private static String leaky(Draft draft, String x, String slope) {
        String below = draft.op("Relu", draft.op("Neg", x));
        return draft.op("Sub", draft.op("Relu", x), draft.op("Mul", below, slope));
    }

    private String globalAverage(Node node, Draft draft) {
        long[] axes = new long[e.shape(node.input(0)).rank() - 2];
        Arrays.setAll(axes, i -> i + 2);
        Map<String, Attribute> over = Map.of("axes", Windows.ints(axes), "keepdims", new Attribute.Int(1));
        return draft.op("ReduceMean", List.of(draft.wide(node.input(0))), over);
    }

    private List<String> convolution(Node node, Draft draft) {
        Tensor weight = e.weight(node.input(1));
        Tensor bias = node.hasInput(2) ? e.weight(node.input(2)) : null;
        if (weight == null || node.hasInput(2) && bias == null) {
            return List.of();
        }
        Float64Windows taps = new Float64Windows(e, node, draft);
        return List.of(
                taps.convolution(draft.wide(node.input(0)), new Float64Windows.Weight(node.input(1), weight), bias));
    }

    /** Averages whose divisor is the same everywhere; the others stay in float32. */
    private List<String> average(Node node, Draft draft) {
        Windows windows = Windows.of(node, Windows.spatial(e.shape(node.input(0))), new long[0]);
        boolean counted = !windows.isPadded() || node.integer("count_include_pad", 0) == 1;
        return windows.ceil() || !counted
                ? List.of()
                : List.of(new Float64Windows(e, node, draft).average(draft.wide(node.input(0))));
    }

    /** A weight in float64. */
    private String widened(String name, Tensor weight) {
        if (storesOnce && weight.elements() >= FROM_ELEMENTS) {
            if (weight.scaled() != null) {
                Both both = product(name, weight);
                computed.put(name, both.rounded());
                return both.exact();
            }
            if (!weight.isRounded()) {
                return weights.cast(name, DataType.DOUBLE);
            }
        }
        return weights.constant(Tensor.doubles(weight.shape(), weight::exactAt));
    }

    /** A weight in float32, and what it was rounded from. */
    private record Both(String rounded, String exact) {}

    private Both product(String name, Tensor weight) {
        Scaled scaled = weight.scaled();
        if (scaled == null) {
            String stored = e.editor().addWeight(name + ".unscaled", weight);
            return new Both(stored, widened(stored, weight));
        }
        Both of = product(name, scaled.of());
        String factor = weights.constant(scaled.broadcast(scaled.factor()));
        String product = weights.op("Mul", weights.cast(of.rounded, DataType.DOUBLE), factor);
        String exactFactor = weights.constant(scaled.broadcast(scaled.exactFactor()));
        return new Both(weights.cast(product, DataType.FLOAT), weights.op("Mul", of.exact, exactFactor));
    }

    /** The nodes that take one node's place. */
    final class Draft {
        private final String hint;
        private final List<Node> nodes = new ArrayList<>();

        private Draft(String hint) {
            this.hint = hint;
        }

        String op(String type, List<String> inputs, Map<String, Attribute> attributes) {
            String output = e.editor().fresh(hint + "/float64/" + type);
            nodes.add(Node.of(output, type, inputs, output, attributes));
            return output;
        }

        String op(String type, String... inputs) {
            return op(type, List.of(inputs), Map.of());
        }

        boolean storesOnce() {
            return storesOnce;
        }

        String cast(String value, DataType type) {
            return op("Cast", List.of(value), Map.of("to", Emission.type(type)));
        }

        String constant(Tensor tensor) {
            return e.editor().addWeight(hint + "/float64/const", tensor);
        }

        String scalar(double value) {
            return constant(Tensor.doubles(new long[0], i -> value));
        }

        /** A value in float64; whole numbers stay as they are. */
        String wide(String value) {
            String known = wide.get(value);
            if (known != null) {
                return known;
            }
            Tensor weight = e.weight(value);
            if (weight != null && weight.type() != DataType.FLOAT) {
                return value;
            }
            String widened = weight == null ? cast(value, DataType.DOUBLE) : DoubleForward.this.widened(value, weight);
            wide.put(value, widened);
            return widened;
        }
    }
}
