package org.srmap.lrp.operator;

import java.util.Arrays;
import org.srmap.lrp.emit.NodeEmitter;
import org.srmap.lrp.emit.Step;
import org.srmap.lrp.emit.Term;
import org.srmap.rule.Rule;

/** A constant factor or shift, and batch normalization that stayed: relevance passes, or the gradient is taken. */
public final class AffineEmitter implements NodeEmitter {
    @Override
    public void emit(Step step) {
        int input = step.computedInput();
        Term relevance = step.relevance();
        Term result;
        if (step.rule() instanceof Rule.Pass) {
            result = relevance;
        } else if (step.rule() instanceof Rule.Gradient) {
            result = gradient(step, input, relevance);
        } else if (step.rule() instanceof Rule.Epsilon rule) {
            Term share = step.share(rule.stabilizer());
            result = step.in(input).times(gradient(step, input, share));
            step.takenByConstant(share.times(step.out()).minus(result));
        } else {
            throw step.ruleRefused();
        }
        step.give(input, result.unbroadcast(step.shapeOut(), step.shapeIn(input)));
    }

    private static Term gradient(Step step, int input, Term r) {
        return switch (step.node().op()) {
            case "Add" -> r;
            case "Sub" -> input == 0 ? r : r.negated();
            case "Mul" -> r.times(step.in(1 - input));
            case "Div" -> {
                if (input == 0) {
                    yield r.over(step.in(1));
                }
                Term square = step.in(1).times(step.in(1)); // c / x
                yield r.times(step.in(0).over(square)).negated();
            }
            default -> r.times(batchNormFactor(step));
        };
    }

    private static Term batchNormFactor(Step step) {
        Term deviation = step.in(4).plus(step.node().real("epsilon", 1e-5f)).op("Sqrt");
        long[] sizes = new long[step.shapeIn(0).rank()];
        Arrays.fill(sizes, 1);
        sizes[1] = step.shapeIn(0).size(1);
        return step.in(1).over(deviation).reshape(sizes);
    }
}
