package org.srmap.lrp.operator;

import org.srmap.canonize.shape.ShapeInference;
import org.srmap.graph.DataType;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.lrp.emit.Emission;
import org.srmap.lrp.emit.NodeEmitter;
import org.srmap.lrp.emit.Step;
import org.srmap.rule.Rule;

/** Arithmetic that only the gradient can be taken of: quotients, powers, roots, sums over axes. */
public final class ArithmeticEmitter implements NodeEmitter {
    @Override
    public void emit(Step step) {
        if (!(step.rule() instanceof Rule.Gradient)) {
            throw step.ruleRefused();
        }
        Emission e = step.e();
        String r = step.relevance();
        String y = step.out();
        switch (step.node().op()) {
            case "Div" -> {
                give(step, 0, e.div(r, step.in(1)));
                give(step, 1, e.op("Neg", e.div(e.mul(r, y), step.in(1))));
            }
            case "Sqrt" -> step.give(0, e.div(e.mul(r, e.scalar(0.5)), y));
            case "Exp" -> step.give(0, e.mul(r, y));
            case "Log" -> step.give(0, e.div(r, step.in(0)));
            case "Reciprocal" -> step.give(0, e.op("Neg", e.mul(r, e.mul(y, y))));
            case "Neg" -> step.give(0, e.op("Neg", r));
            case "Abs" -> step.give(0, e.mul(r, e.op("Sign", step.in(0))));
            case "Pow" -> step.give(0, power(step, r));
            case "Softmax" -> step.give(0, softmax(step, r));
            case "ReduceSum" -> step.give(0, spread(step, r));
            default -> throw step.unsupported("relevance through it is not known");
        }
    }

    private static void give(Step step, int input, String value) {
        if (step.isComputed(input)) {
            step.give(input, step.e().unbroadcast(value, step.shapeOut(), step.shapeIn(input)));
        }
    }

    private static String power(Step step, String r) {
        Emission e = step.e();
        Node node = step.node();
        if (step.isComputed(1)) {
            throw step.unsupported("an exponent that is computed");
        }
        String exponent = e.cast(node.input(1), DataType.FLOAT);
        String lower = e.op("Pow", step.in(0), e.sub(exponent, e.scalar(1)));
        return e.mul(r, e.mul(exponent, lower));
    }

    private static String softmax(Step step, String r) {
        Emission e = step.e();
        long axis = Math.floorMod(
                step.node().integer("axis", -1), (long) step.shapeIn(0).rank());
        String weighted = e.mul(r, step.out());
        String total = e.sum(weighted, axis);
        return e.sub(weighted, e.mul(step.out(), total));
    }

    private static String spread(Step step, String r) {
        Emission e = step.e();
        Shape in = step.shapeIn(0);
        long[] axes = e.shapes().axes(step.node());
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
        return e.mul(e.reshape(r, kept), e.filled(1, ones));
    }
}
