package org.srmap.lrp.emit;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.Node;
import org.srmap.operator.Operator;
import org.srmap.rule.Rule;

/**
 * Where relevance must be zero, so that rules need not look there. Most rules multiply with the layer's input: the
 * relevance of that input is zero wherever the input is. Through a ReLU this becomes: zero wherever what goes into the
 * ReLU is not positive, and then the sign of a denominator is known and half of the gamma rule has nothing to do.
 */
public final class Vanishing {
    private final Set<String> reached = new HashSet<>();
    private final Set<String> whereZero = new HashSet<>();
    private final Set<String> whereNotPositive = new HashSet<>();

    /** Learns from what a step gives; all readers of a value come before the node that computes it. */
    public void learn(Step step) {
        step.given().forEach((value, parts) -> {
            boolean relu = step.node().is("Relu") && isZeroBehindRelu(step);
            boolean zero = relu || movesOn(step) || parts.stream().allMatch(part -> isZeroWhere(part, value));
            keep(whereZero, value, zero);
            keep(whereNotPositive, value, relu);
            reached.add(value);
        });
    }

    /** Forgets what was learnt of a value, whose relevance comes from elsewhere too. */
    public void forget(String value) {
        whereZero.remove(value);
        whereNotPositive.remove(value);
        reached.add(value);
    }

    private void keep(Set<String> facts, String value, boolean holds) {
        if (!holds) {
            facts.remove(value);
        } else if (!reached.contains(value)) {
            facts.add(value);
        }
    }

    /** Whether the relevance of a value is zero in each element in which the value is not positive. */
    public boolean whereNotPositive(String value) {
        return whereNotPositive.contains(value);
    }

    private boolean isZeroBehindRelu(Step step) {
        return step.rule() instanceof Rule.Gradient
                || step.rule() instanceof Rule.Pass
                        && whereZero.contains(step.node().output());
    }

    /** Moved elements, and the winners of a maximum, take their relevance along. */
    private boolean movesOn(Step step) {
        Operator operator = Operator.of(step.node());
        List<String> outputs = step.node().outputs();
        boolean picks = operator == Operator.MaxPool;
        return operator != null
                && (picks || operator.moves())
                && step.rule() instanceof Rule.Gradient
                && whereZero.containsAll(picks ? outputs.subList(0, 1) : outputs);
    }

    /** Whether an appended value is a product with another, or a sum of such: it is zero where the other is. */
    private static boolean isZeroWhere(Term part, String value) {
        Emission e = part.emission();
        return isZeroWhere(e, part.name(), e.value(value).name(), 0);
    }

    private static boolean isZeroWhere(Emission e, String part, String x, int depth) {
        if (part.equals(x)) {
            return true;
        }
        @Nullable Node node = depth > 8 ? null : e.editor().producer(part);
        if (node == null) {
            return false;
        }
        List<String> inputs = node.inputs();
        return switch (node.op()) {
            case "Mul" -> inputs.stream().anyMatch(i -> isZeroWhere(e, i, x, depth + 1));
            case "Add", "Sub" -> inputs.stream().allMatch(i -> isZeroWhere(e, i, x, depth + 1));
            case "Relu" -> isZeroWhere(e, inputs.get(0), x, depth + 1);
            default -> false;
        };
    }
}
