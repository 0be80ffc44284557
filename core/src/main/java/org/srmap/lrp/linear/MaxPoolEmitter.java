package org.srmap.lrp.linear;

import org.srmap.lrp.emit.NodeEmitter;
import org.srmap.lrp.emit.Step;
import org.srmap.lrp.emit.Term;
import org.srmap.rule.Rule;

/** Maximum pooling: the winner takes all, or one of the options. */
public final class MaxPoolEmitter implements NodeEmitter {
    @Override
    public void emit(Step step) {
        Linear winner = new PoolLayers.Winner(step.e(), step.node());
        if (step.rule() instanceof Rule.Gradient) {
            step.give(0, winner.back(step.relevance()));
        } else if (step.rule() instanceof Rule.Epsilon rule) {
            step.give(0, new EpsilonEmitter(rule.stabilizer()).emit(winner, step.relevance()));
        } else if (step.rule() instanceof Rule.AverageOfWindow rule) {
            PoolLayers.Average layer = new PoolLayers.Average(step.e(), step.node());
            Term x = layer.x();
            Term share = layer.forward(x).share(step.relevance(), rule.stabilizer());
            step.give(0, x.times(layer.back(share)));
        } else {
            throw step.ruleRefused();
        }
    }
}
