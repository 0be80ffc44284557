package org.srmap.lrp.emit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.ModelException;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.rule.InputRange;
import org.srmap.rule.Rule;
import org.srmap.rule.Stabilizer;

/** One node on the way back: its rule, the relevance of its outputs, and where the relevance of its inputs goes. */
public final class Step {
    private final Emission emission;
    private final Node node;
    private final Rule rule;
    private final InputRange range;
    private final Map<String, List<Term>> relevance;
    private final Map<String, List<Term>> given = new HashMap<>();

    /**
     * A step.
     *
     * @param relevance the contributions to each value's relevance so far; not modified
     */
    public Step(Emission emission, Node node, Rule rule, InputRange range, Map<String, List<Term>> relevance) {
        this.emission = emission;
        this.node = node;
        this.rule = rule;
        this.range = range;
        this.relevance = relevance;
    }

    public Emission e() {
        return emission;
    }

    public Node node() {
        return node;
    }

    public Rule rule() {
        return rule;
    }

    public InputRange range() {
        return range;
    }

    /** Relevance of the node's first output. */
    public Term relevance() {
        Term total = relevance(0);
        if (total == null) {
            throw new IllegalStateException("no relevance arrives at \"" + node.name() + "\"");
        }
        return total;
    }

    /** Relevance of an output, the sum of what its readers give it; null when none arrives. */
    @Nullable
    public Term relevance(int output) {
        List<Term> parts = relevance.get(node.outputs().get(output));
        return parts == null ? null : parts.stream().reduce(Term::plus).orElseThrow();
    }

    /** Gives an input its relevance; nothing happens for constants. */
    public void give(int input, Term value) {
        String name = node.input(input);
        if (emission.facts().isComputed(name)) {
            given.computeIfAbsent(name, k -> new ArrayList<>()).add(value);
        }
    }

    /** What the step gave, by value name. */
    public Map<String, List<Term>> given() {
        return given;
    }

    /** Whether an input depends on the picture. */
    public boolean isComputed(int input) {
        return emission.facts().isComputed(node.input(input));
    }

    /** Index of the only computed input. */
    public int computedInput() {
        for (int i = 0; i < node.inputs().size(); i++) {
            if (isComputed(i)) {
                return i;
            }
        }
        throw new IllegalStateException("no input of \"" + node.name() + "\" depends on the picture");
    }

    /** An input as the backward walk sees it. */
    public Term in(int input) {
        return emission.value(node.input(input));
    }

    /** The first output as the backward walk sees it. */
    public Term out() {
        return emission.value(node.output());
    }

    /** Relevance over the stabilized output; the ledger learns what the stabilizer takes. */
    public Term share(Stabilizer stabilizer) {
        return Denominator.ofOutput(emission, node.output(), null).share(relevance(), stabilizer);
    }

    /** Enters into the ledger what a constant took, one number per element of the output. */
    public void takenByConstant(Term taken) {
        Ledger ledger = emission.ledger();
        if (ledger != null) {
            ledger.bias(taken, 1);
        }
    }

    public Shape shapeIn(int input) {
        return emission.shape(node.input(input));
    }

    public Shape shapeOut() {
        return emission.shape(node.output());
    }

    public ModelException unsupported(String reason) {
        return ModelException.of(node, reason);
    }

    public ModelException ruleRefused() {
        return unsupported("the rule " + rule.name() + " does not apply to this operator");
    }
}
