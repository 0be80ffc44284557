package org.srmap.lrp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.ModelException;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;

/** One node on the way back: its rule, the relevance of its outputs, and where the relevance of its inputs goes. */
final class Step {
    private final Emission emission;
    private final Node node;
    private final Rule rule;
    private final InputRange range;
    private final Map<String, List<String>> relevance;
    private final Map<String, List<String>> given = new HashMap<>();

    /**
     * A step.
     *
     * @param relevance names of the contributions to each value's relevance so far; not modified
     */
    Step(Emission emission, Node node, Rule rule, InputRange range, Map<String, List<String>> relevance) {
        this.emission = emission;
        this.node = node;
        this.rule = rule;
        this.range = range;
        this.relevance = relevance;
    }

    Emission e() {
        return emission;
    }

    Node node() {
        return node;
    }

    Rule rule() {
        return rule;
    }

    InputRange range() {
        return range;
    }

    /** Relevance of the node's first output. */
    String relevance() {
        String total = relevance(0);
        if (total == null) {
            throw new IllegalStateException("no relevance arrives at \"" + node.name() + "\"");
        }
        return total;
    }

    /** Relevance of an output, the sum of what its readers give it; null when none arrives. */
    @Nullable
    String relevance(int output) {
        List<String> parts = relevance.get(node.outputs().get(output));
        if (parts == null) {
            return null;
        }
        String sum = parts.get(0);
        for (String part : parts.subList(1, parts.size())) {
            sum = emission.add(sum, part);
        }
        return sum;
    }

    /** Gives an input its relevance; nothing happens for constants. */
    void give(int input, String value) {
        String name = node.input(input);
        if (emission.facts().isComputed(name)) {
            given.computeIfAbsent(name, k -> new ArrayList<>()).add(value);
        }
    }

    /** What the step gave, by value name. */
    Map<String, List<String>> given() {
        return given;
    }

    /** Whether an input depends on the picture. */
    boolean isComputed(int input) {
        return emission.facts().isComputed(node.input(input));
    }

    /** Index of the only computed input. */
    int computedInput() {
        for (int i = 0; i < node.inputs().size(); i++) {
            if (isComputed(i)) {
                return i;
            }
        }
        throw new IllegalStateException("no input of \"" + node.name() + "\" depends on the picture");
    }

    /** An input as the backward walk sees it. */
    String in(int input) {
        return emission.activation(node.input(input));
    }

    /** The first output as the backward walk sees it. */
    String out() {
        return emission.activation(node.output());
    }

    /** Relevance over the stabilized output; the ledger learns what the stabilizer takes. */
    String share(Stabilizer stabilizer) {
        Denominator denominator = Denominator.ofOutput(emission, node.output(), null);
        String z = denominator.z();
        String stabilized = Stabilization.apply(emission, z, stabilizer, denominator.nonNegative());
        String share = emission.div(relevance(), stabilized);
        Ledger ledger = emission.ledger();
        if (ledger != null) {
            String lost = Stabilization.taken(emission, relevance(), share, z, stabilized, stabilizer);
            ledger.stabilizer(node.name(), emission.totals(lost, shapeOut().rank()), 1);
        }
        return share;
    }

    /** Enters into the ledger what a constant took, one number per element of the output. */
    void takenByConstant(String taken) {
        Ledger ledger = emission.ledger();
        if (ledger != null) {
            ledger.bias(node.name(), emission.totals(taken, shapeOut().rank()), 1);
        }
    }

    Shape shapeIn(int input) {
        return emission.shape(node.input(input));
    }

    Shape shapeOut() {
        return emission.shape(node.output());
    }

    ModelException unsupported(String reason) {
        return ModelException.of(node, reason);
    }

    ModelException ruleRefused() {
        return unsupported("the rule " + rule.name() + " does not apply to this operator");
    }
}
