package org.srmap.lrp.operator;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.lrp.emit.NodeEmitter;
import org.srmap.lrp.emit.Step;
import org.srmap.lrp.emit.Term;
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

    private static Term gradient(Step step) {
        Node node = step.node();
        Shape shape = step.shapeIn(0);
        boolean layer = node.is("LayerNormalization");
        int from = layer ? (int) Math.floorMod(node.integer("axis", -1), (long) shape.rank()) : 2;
        long[] axes = LongStream.range(from, shape.rank()).toArray();
        Term scale = step.in(1);
        if (!layer) {
            long[] perChannel = new long[shape.rank()];
            Arrays.fill(perChannel, 1);
            perChannel[1] = shape.size(1);
            scale = scale.reshape(perChannel);
        }
        Term x = step.in(0);
        Term centred = x.minus(x.mean(axes));
        Term variance = centred.times(centred).mean(axes);
        Term deviation = variance.plus(node.real("epsilon", 1e-5f)).op("Sqrt");
        Term normed = centred.over(deviation);
        Term g = step.relevance().times(scale);
        Term along = normed.times(g.times(normed).mean(axes));
        return g.minus(g.mean(axes)).minus(along).over(deviation);
    }
}
