package org.srmap.lrp.operator;

import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.lrp.emit.Emission;
import org.srmap.lrp.emit.NodeEmitter;
import org.srmap.lrp.emit.Step;
import org.srmap.rule.Rule;

/** Layer and instance normalization, whose statistics come from the picture itself: pass, or the gradient. */
public final class NormalizationEmitter implements NodeEmitter {
    @Override
    public void emit(Step step) {
        if (step.rule() instanceof Rule.Pass) {
            step.give(0, step.relevance());
        } else if (step.rule() instanceof Rule.Gradient) {
            step.give(0, gradient(step));
        } else {
            throw step.ruleRefused();
        }
    }

    private static String gradient(Step step) {
        Emission e = step.e();
        Node node = step.node();
        Shape shape = step.shapeIn(0);
        boolean layer = node.is("LayerNormalization");
        int from = layer ? (int) Math.floorMod(node.integer("axis", -1), (long) shape.rank()) : 2;
        long[] axes = new long[shape.rank() - from];
        for (int i = 0; i < axes.length; i++) {
            axes[i] = from + i;
        }
        String scale = node.input(1);
        if (!layer) {
            long[] perChannel = new long[shape.rank()];
            java.util.Arrays.fill(perChannel, 1);
            perChannel[1] = shape.size(1);
            scale = e.reshape(scale, perChannel);
        }
        String x = step.in(0);
        String centred = e.sub(x, e.mean(x, axes));
        String variance = e.mean(e.mul(centred, centred), axes);
        String deviation = e.op("Sqrt", e.add(variance, e.scalar(node.real("epsilon", 1e-5f))));
        String normed = e.div(centred, deviation);
        String g = e.mul(step.relevance(), scale);
        String along = e.mul(normed, e.mean(e.mul(g, normed), axes));
        return e.div(e.sub(e.sub(g, e.mean(g, axes)), along), deviation);
    }
}
