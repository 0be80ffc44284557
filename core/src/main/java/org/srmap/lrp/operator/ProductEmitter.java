package org.srmap.lrp.operator;

import org.srmap.graph.Shape;
import org.srmap.lrp.emit.NodeEmitter;
import org.srmap.lrp.emit.Step;
import org.srmap.lrp.emit.Term;
import org.srmap.lrp.emit.ValueFacts;
import org.srmap.rule.Rule;

/**
 * Product of two computed values. Under {@code pass} all relevance goes to the signal and none to the gate; two values
 * of which neither is a gate get half each.
 */
public final class ProductEmitter implements NodeEmitter {
    @Override
    public void emit(Step step) {
        Term r = step.relevance();
        if (step.rule() instanceof Rule.Gradient) {
            give(step, 0, r.times(step.in(1)));
            give(step, 1, r.times(step.in(0)));
        } else if (step.rule() instanceof Rule.Pass) {
            int gate = gate(step);
            if (gate < 0) {
                Term half = r.times(0.5);
                give(step, 0, half);
                give(step, 1, half);
            } else {
                give(step, 1 - gate, r);
            }
        } else {
            throw step.ruleRefused();
        }
    }

    private static void give(Step step, int input, Term value) {
        step.give(input, value.unbroadcast(step.shapeOut(), step.shapeIn(input)));
    }

    /** Index of the factor that is a gate; -1 when it cannot be told. */
    private static int gate(Step step) {
        ValueFacts facts = step.e().facts();
        boolean first = facts.isGate(step.node().input(0));
        boolean second = facts.isGate(step.node().input(1));
        if (first != second) {
            return first ? 0 : 1;
        }
        long elementsFirst = elements(step.shapeIn(0));
        long elementsSecond = elements(step.shapeIn(1));
        return elementsFirst == elementsSecond ? -1 : elementsFirst < elementsSecond ? 0 : 1;
    }

    private static long elements(Shape shape) {
        return shape.isStatic() ? shape.elementsFrom(0) : shape.elementsFrom(1);
    }
}
