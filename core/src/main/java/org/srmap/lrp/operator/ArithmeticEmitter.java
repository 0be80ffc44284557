package org.srmap.lrp.operator;

import org.srmap.canonize.shape.ShapeInference;
import org.srmap.graph.DataType;
import org.srmap.graph.Shape;
import org.srmap.lrp.emit.NodeEmitter;
import org.srmap.lrp.emit.Step;
import org.srmap.lrp.emit.Term;
import org.srmap.rule.Rule;

/** Arithmetic that only the gradient can be taken of: quotients, powers, roots, sums over axes. */
public final class ArithmeticEmitter implements NodeEmitter {
    @Override
    public void emit(Step step) {
        if (!(step.rule() instanceof Rule.Gradient)) {
            throw step.ruleRefused();
        }
        Term r = step.relevance();
        Term y = step.out();
        switch (step.node().op()) {
            case "Div" -> {
                give(step, 0, r.over(step.in(1)));
                give(step, 1, r.times(y).over(step.in(1)).negated());
            }
            case "Sqrt" -> step.give(0, r.times(0.5).over(y));
            case "Exp" -> step.give(0, r.times(y));
            case "Log" -> step.give(0, r.over(step.in(0)));
            case "Reciprocal" -> step.give(0, r.times(y.times(y)).negated());
            case "Neg" -> step.give(0, r.negated());
            case "Abs" -> step.give(0, r.times(step.in(0).op("Sign")));
            case "Pow" -> step.give(0, power(step, r));
            case "Softmax" -> step.give(0, softmax(step, r));
            case "ReduceSum" -> step.give(0, spread(step, r));
            default -> throw step.unsupported("relevance through it is not known");
        }
    }

    private static void give(Step step, int input, Term value) {
        if (step.isComputed(input)) {
            step.give(input, value.unbroadcast(step.shapeOut(), step.shapeIn(input)));
        }
    }

    private static Term power(Step step, Term r) {
        if (step.isComputed(1)) {
            throw step.unsupported("an exponent that is computed");
        }
        Term exponent = step.in(1).cast(DataType.FLOAT);
        Term lower = step.in(0).op("Pow", exponent.minus(step.e().number(1)));
        return r.times(exponent.times(lower));
    }

    private static Term softmax(Step step, Term r) {
        long axis = Math.floorMod(
                step.node().integer("axis", -1), (long) step.shapeIn(0).rank());
        Term weighted = r.times(step.out());
        return weighted.minus(step.out().times(weighted.sum(axis)));
    }

    private static Term spread(Step step, Term r) {
        Shape in = step.shapeIn(0);
        long[] axes = step.e().shapes().axes(step.node());
        long[] kept = in.sizes();
        long[] ones = new long[in.rank()];
        java.util.Arrays.fill(ones, 1);
        if (axes == null) {
            throw step.unsupported("a sum over all axes");
        }
        for (long axis : axes) {
            int a = ShapeInference.axis(axis, in.rank());
            if (a == 0) {
                throw step.unsupported("a sum over the batch");
            }
            ones[a] = in.size(a);
            kept[a] = 1;
        }
        return r.reshape(kept).times(step.e().filled(1, ones));
    }
}
