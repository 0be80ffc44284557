package org.srmap.lrp.operator;

import org.srmap.lrp.emit.NodeEmitter;
import org.srmap.lrp.emit.Step;
import org.srmap.lrp.emit.Term;
import org.srmap.rule.Rule;
import org.srmap.rule.Stabilizer;

/** Add, Sum and Sub of computed branches: each gets its share of the sum, or the gradient. */
public final class SumEmitter implements NodeEmitter {
    @Override
    public void emit(Step step) {
        Stabilizer stabilizer = step.rule() instanceof Rule.Norm norm
                ? norm.stabilizer()
                : step.rule() instanceof Rule.Epsilon epsilon ? epsilon.stabilizer() : null;
        if (stabilizer == null && !(step.rule() instanceof Rule.Gradient)) {
            throw step.ruleRefused();
        }
        Term share = stabilizer == null ? step.relevance() : step.share(stabilizer);
        for (int i = 0; i < step.node().inputs().size(); i++) {
            Term signed = i == 1 && step.node().is("Sub") ? share.negated() : share;
            Term part = stabilizer == null ? signed : step.in(i).times(signed);
            if (step.isComputed(i)) {
                step.give(i, part.unbroadcast(step.shapeOut(), step.shapeIn(i)));
            } else if (stabilizer != null) {
                step.takenByConstant(part);
            }
        }
    }
}
