package org.srmap.lrp.operator;

import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.lrp.emit.Emission;
import org.srmap.lrp.emit.NodeEmitter;
import org.srmap.lrp.emit.Step;
import org.srmap.rule.Rule;

/** A constant factor or shift, and batch normalization that stayed: relevance passes, or the gradient is taken. */
public final class AffineEmitter implements NodeEmitter {
    @Override
    public void emit(Step step) {
        Emission e = step.e();
        int input = step.computedInput();
        String relevance = step.relevance();
        String result;
        if (step.rule() instanceof Rule.Pass) {
            result = relevance;
        } else if (step.rule() instanceof Rule.Gradient) {
            result = gradient(step, input, relevance);
        } else if (step.rule() instanceof Rule.Epsilon rule) {
            String share = step.share(rule.stabilizer());
            result = e.mul(step.in(input), gradient(step, input, share));
            step.takenByConstant(e.sub(e.mul(share, step.out()), result));
        } else {
            throw step.ruleRefused();
        }
        step.give(input, e.unbroadcast(result, step.shapeOut(), step.shapeIn(input)));
    }

    private static String gradient(Step step, int input, String r) {
        Emission e = step.e();
        Node node = step.node();
        return switch (node.op()) {
            case "Add" -> r;
            case "Sub" -> input == 0 ? r : e.op("Neg", r);
            case "Mul" -> e.mul(r, node.input(1 - input));
            case "Div" -> {
                if (input == 0) {
                    yield e.div(r, node.input(1));
                }
                String square = e.mul(step.in(1), step.in(1)); // c / x
                yield e.op("Neg", e.mul(r, e.div(node.input(0), square)));
            }
            default -> e.mul(r, batchNormFactor(step));
        };
    }

    private static String batchNormFactor(Step step) {
        Emission e = step.e();
        Node node = step.node();
        String deviation = e.op("Sqrt", e.add(node.input(4), e.scalar(node.real("epsilon", 1e-5f))));
        Shape shape = step.shapeIn(0);
        long[] sizes = new long[shape.rank()];
        java.util.Arrays.fill(sizes, 1);
        sizes[1] = shape.size(1);
        return e.reshape(e.div(node.input(1), deviation), sizes);
    }
}
