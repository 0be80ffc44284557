package org.srmap.lrp.linear;

import org.jspecify.annotations.Nullable;
import org.srmap.lrp.emit.Denominator;
import org.srmap.lrp.emit.Emission;
import org.srmap.lrp.emit.Linear;
import org.srmap.lrp.emit.NodeEmitter;
import org.srmap.lrp.emit.Step;
import org.srmap.rule.Rule;
import org.srmap.rule.Stabilizer;

/** Maximum pooling: the winner takes all, or one of the options. */
public final class MaxPoolEmitter implements NodeEmitter {
    @Override
    public void emit(Step step) {
        Emission e = step.e();
        Linear winner = new PoolLayers.Winner(e, step.node());
        if (step.rule() instanceof Rule.Gradient) {
            step.give(0, winner.transpose(e, step.relevance(), null));
        } else if (step.rule() instanceof Rule.Epsilon rule) {
            step.give(0, new EpsilonEmitter(rule.stabilizer()).emit(e, winner, step.relevance()));
        } else if (step.rule() instanceof Rule.AverageOfWindow rule) {
            step.give(0, average(step, rule.stabilizer()));
        } else {
            throw step.ruleRefused();
        }
    }

    private static String average(Step step, Stabilizer stabilizer) {
        Emission e = step.e();
        PoolLayers.Average layer = new PoolLayers.Average(e, step.node());
        String x = step.in(0);
        Denominator z = Denominator.of(layer.forward(e, x, null, (@Nullable String) null), null);
        String share = z.share(e, layer, step.relevance(), stabilizer, 1);
        return e.mul(x, layer.transpose(e, share, null));
    }
}
