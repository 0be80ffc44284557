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
import org.srmap.operator.Operator;
import org.srmap.rule.Layer;

/** What is known of the values of a graph without running it. */
public final class ValueFacts {
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
        Operator operator = Operator.of(node);
        if (operator == null) {
            return false;
        }
        return switch (operator.positivity()) {
            case NON_NEGATIVE -> true;
            case FIRST -> nonNegative.contains(node.input(0));
            case ALL -> node.inputs().stream().allMatch(this::isNonNegativeOperand);
            case OWN -> operator == Operator.Clip ? isClippedAbove(node) : isPaddedAbove(node);
            case ANY -> false;
        };
    }

    private boolean isClippedAbove(Node clip) {
        return clip.hasInput(1) && isNonNegativeOperand(clip.input(1));
    }

    private boolean isPaddedAbove(Node pad) {
        return nonNegative.contains(pad.input(0))
                && pad.text("mode", "constant").equals("constant")
                && (!pad.hasInput(2) || isNonNegativeOperand(pad.input(2)));
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
        Operator operator = Operator.of(node);
        if (operator == null) {
            return false;
        }
        List<String> given = node.inputs().stream().filter(computed::contains).toList();
        return switch (operator) {
            case Add, Sub, Mul, Div -> given.size() == 1 && isGate(given.get(0));
            default -> operator.squashes() || operator.moves() && given.stream().allMatch(this::isGate);
        };
    }
}
