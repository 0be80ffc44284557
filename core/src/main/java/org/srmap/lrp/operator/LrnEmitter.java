package org.srmap.lrp.operator;

import java.util.Map;
import org.srmap.graph.Attribute;
import org.srmap.graph.Node;
import org.srmap.lrp.emit.NodeEmitter;
import org.srmap.lrp.emit.Step;
import org.srmap.lrp.emit.Term;
import org.srmap.rule.Rule;

/**
 * Local response normalization, y = x * d^-beta with d = bias + alpha * (mean of x^2 over neighbouring channels):
 * relevance passes, or the element-wise scale is taken as fixed (epsilon), or the gradient is taken.
 */
public final class LrnEmitter implements NodeEmitter {
    @Override
    public void emit(Step step) {
        Term r = step.relevance();
        if (step.node().integer("size", 1) % 2 == 0) {
            throw step.unsupported("a window of an even size, which the runtime does not compute");
        }
        if (step.rule() instanceof Rule.Pass) {
            step.give(0, r);
        } else if (step.rule() instanceof Rule.Epsilon rule) {
            // a fixed scale c: z = c x, so x * c * R / s(z) = z * R / s(z)
            step.give(0, step.out().times(step.share(rule.stabilizer())));
        } else if (step.rule() instanceof Rule.Gradient) {
            step.give(0, gradient(step, r));
        } else {
            throw step.ruleRefused();
        }
    }

    private static Term gradient(Step step, Term r) {
        Node node = step.node();
        if (step.shapeIn(0).rank() != 4) {
            throw step.unsupported("an input of shape " + step.shapeIn(0));
        }
        double alpha = node.real("alpha", 1e-4f);
        double beta = node.real("beta", 0.75f);
        Term x = step.in(0);
        Term squares = neighbours(step, x.times(x), false);
        Term d = squares.times(alpha).plus(node.real("bias", 1));
        Term scale = d.op("Pow", step.e().number(-beta));
        Term own = r.times(scale);
        Term others = neighbours(step, r.times(x).times(scale).over(d), true);
        return own.minus(x.times(others).times(2 * alpha * beta));
    }

    /** Mean over the channels of each channel's window, zeros beyond the ends; or over the windows it lies in. */
    private static Term neighbours(Step step, Term value, boolean reversed) {
        long size = step.node().integer("size", 1);
        long before = (size - 1) / 2;
        long after = size - 1 - before;
        long channels = step.shapeIn(0).size(1);
        long pixels = step.shapeIn(0).elementsFrom(2);
        long[] pads = {reversed ? after : before, 0, reversed ? before : after, 0};
        Map<String, Attribute> window = Map.of(
                "kernel_shape", Attribute.ints(size, 1),
                "pads", Attribute.ints(pads),
                "count_include_pad", new Attribute.Int(1));
        return value.reshape(-1, 1, channels, pixels)
                .op("AveragePool", window)
                .reshape(step.shapeIn(0).sizes());
    }
}
