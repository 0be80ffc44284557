package org.srmap.lrp.emit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.Graph;
import org.srmap.graph.Node;
import org.srmap.graph.Tensor;
import org.srmap.rule.Layer;

/** What is known of the values of a graph without running it. */
public final class ValueFacts {
    private static final Set<String> KEEP_SIGN = Set.of(
            "MaxPool",
            "AveragePool",
            "GlobalAveragePool",
            "GlobalMaxPool",
            "ReduceMean",
            "ReduceSum",
            "Flatten",
            "Reshape",
            "Transpose",
            "Squeeze",
            "Unsqueeze",
            "Split",
            "Slice",
            "Identity",
            "Dropout",
            "LRN",
            "Expand",
            "DepthToSpace",
            "SpaceToDepth",
            "Gather");

    private final Set<String> computed;
    private final Set<String> nonNegative = new HashSet<>();
    private final Map<String, Node> producers;
    private final Map<String, List<Node>> consumers;
    private final Map<String, Boolean> bounded = new HashMap<>();
    private final Graph graph;

    private ValueFacts(Graph graph) {
        this.graph = graph;
        computed = Layer.computed(graph);
        producers = graph.producers();
        consumers = graph.consumers();
    }

    public static ValueFacts of(Graph graph) {
        ValueFacts facts = new ValueFacts(graph);
        for (Node node : graph.nodes()) {
            if (facts.givesNonNegative(node)) {
                facts.nonNegative.addAll(node.outputs());
            }
        }
        return facts;
    }

    /** Whether the value depends on the picture. */
    public boolean isComputed(String value) {
        return computed.contains(value);
    }

    /** Whether no element of the value can be below zero. */
    public boolean isNonNegative(String value) {
        return nonNegative.contains(value);
    }

    /** The result of a ReLU that reads the value, or null. */
    @Nullable
    String relu(String value) {
        for (Node reader : consumers.getOrDefault(value, List.of())) {
            if (reader.is("Relu")) {
                return reader.output();
            }
        }
        return null;
    }

    private boolean givesNonNegative(Node node) {
        if (!node.domain().isEmpty()) {
            return false;
        }
        if (KEEP_SIGN.contains(node.op())) {
            return nonNegative.contains(node.input(0));
        }
        return switch (node.op()) {
            case "Relu", "Sigmoid", "HardSigmoid", "Softplus", "Softmax", "Exp", "Abs" -> true;
            case "Concat" -> nonNegative.containsAll(node.inputs());
            case "Add", "Mul", "Sum", "Max" -> node.inputs().stream().allMatch(this::isNonNegativeOperand);
            case "Clip" -> node.hasInput(1) && isNonNegativeOperand(node.input(1));
            case "Pad" ->
                nonNegative.contains(node.input(0))
                        && node.text("mode", "constant").equals("constant")
                        && (!node.hasInput(2) || isNonNegativeOperand(node.input(2)));
            default -> false;
        };
    }

    private boolean isNonNegativeOperand(String value) {
        if (nonNegative.contains(value)) {
            return true;
        }
        Tensor weight = graph.weight(value);
        if (weight == null || weight.elements() > 1 << 20) {
            return false;
        }
        for (float element : weight.toFloats()) {
            if (!(element >= 0)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether the value comes from a squashing function, possibly scaled, shifted or reshaped: the gate of a product,
     * such as in squeeze-and-excitation or in x * sigmoid(x).
     */
    public boolean isGate(String value) {
        Boolean known = bounded.get(value);
        if (known == null) {
            known = traceGate(value);
            bounded.put(value, known);
        }
        return known;
    }

    private boolean traceGate(String value) {
        Node node = producers.get(value);
        if (node == null || !computed.contains(value)) {
            return false;
        }
        return switch (node.op()) {
            case "Sigmoid", "HardSigmoid", "Softmax", "Tanh", "Erf", "Clip" -> true;
            case "Reshape", "Unsqueeze", "Squeeze", "Expand", "Transpose", "Identity", "Flatten" ->
                isGate(node.input(0));
            case "Add", "Sub", "Mul", "Div" ->
                node.inputs().stream().filter(computed::contains).count() == 1
                        && node.inputs().stream().filter(computed::contains).allMatch(this::isGate);
            default -> false;
        };
    }
}
