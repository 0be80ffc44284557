package org.srmap.lrp.operator;

import org.srmap.lrp.emit.Emission;
import org.srmap.lrp.emit.NodeEmitter;
import org.srmap.lrp.emit.Step;
import org.srmap.rule.Rule;
import org.srmap.rule.Stabilizer;

/** Add, Sum and Sub of computed branches: each gets its share of the sum, or the gradient. */
public final class SumEmitter implements NodeEmitter {
    @Override
    public void emit(Step step) {
        Emission e = step.e();
        String relevance = step.relevance();
        Stabilizer stabilizer = step.rule() instanceof Rule.Norm norm
                ? norm.stabilizer()
                : step.rule() instanceof Rule.Epsilon epsilon ? epsilon.stabilizer() : null;
        if (stabilizer == null && !(step.rule() instanceof Rule.Gradient)) {
            throw step.ruleRefused();
        }
        String share = stabilizer == null ? relevance : step.share(stabilizer);
        for (int i = 0; i < step.node().inputs().size(); i++) {
            String signed = i == 1 && step.node().is("Sub") ? e.op("Neg", share) : share;
            String part = stabilizer == null ? signed : e.mul(step.in(i), signed);
            if (step.isComputed(i)) {
                step.give(i, e.unbroadcast(part, step.shapeOut(), step.shapeIn(i)));
            } else if (stabilizer != null) {
                step.takenByConstant(part);
            }
        }
    }
}
