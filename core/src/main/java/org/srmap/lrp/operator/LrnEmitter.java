package org.srmap.lrp.operator;

import java.util.List;
import java.util.Map;
import org.srmap.graph.Attribute;
import org.srmap.graph.Node;
import org.srmap.lrp.emit.Emission;
import org.srmap.lrp.emit.NodeEmitter;
import org.srmap.lrp.emit.Step;
import org.srmap.rule.Rule;

/**
 * Local response normalization, y = x * d^-beta with d = bias + alpha * (mean of x^2 over neighbouring channels):
 * relevance passes, or the element-wise scale is taken as fixed (epsilon), or the gradient is taken.
 */
public final class LrnEmitter implements NodeEmitter {
    @Override
    public void emit(Step step) {
        Emission e = step.e();
        String r = step.relevance();
        if (step.node().integer("size", 1) % 2 == 0) {
            throw step.unsupported("a window of an even size, which the runtime does not compute");
        }
        if (step.rule() instanceof Rule.Pass) {
            step.give(0, r);
        } else if (step.rule() instanceof Rule.Epsilon rule) {
            // a fixed scale c: z = c x, so x * c * R / s(z) = z * R / s(z)
            step.give(0, e.mul(step.out(), step.share(rule.stabilizer())));
        } else if (step.rule() instanceof Rule.Gradient) {
            step.give(0, gradient(step, r));
        } else {
            throw step.ruleRefused();
        }
    }

    private static String gradient(Step step, String r) {
        Emission e = step.e();
        Node node = step.node();
        if (step.shapeIn(0).rank() != 4) {
            throw step.unsupported("an input of shape " + step.shapeIn(0));
        }
        double alpha = node.real("alpha", 1e-4f);
        double beta = node.real("beta", 0.75f);
        String x = step.in(0);
        String squares = neighbours(step, e.mul(x, x), false);
        String d = e.add(e.mul(squares, e.scalar(alpha)), e.scalar(node.real("bias", 1)));
        String scale = e.op("Pow", d, e.scalar(-beta));
        String own = e.mul(r, scale);
        String others = neighbours(step, e.div(e.mul(e.mul(r, x), scale), d), true);
        return e.sub(own, e.mul(e.mul(x, others), e.scalar(2 * alpha * beta)));
    }

    /** Mean over the channels of each channel's window, zeros beyond the ends; or over the windows it lies in. */
    private static String neighbours(Step step, String value, boolean reversed) {
        Emission e = step.e();
        long size = step.node().integer("size", 1);
        long before = (size - 1) / 2;
        long after = size - 1 - before;
        long channels = step.shapeIn(0).size(1);
        long pixels = step.shapeIn(0).elementsFrom(2);
        String plane = e.reshape(value, -1, 1, channels, pixels);
        long[] pads = {reversed ? after : before, 0, reversed ? before : after, 0};
        String mean = e.op(
                "AveragePool",
                List.of(plane),
                Map.of(
                        "kernel_shape", Attribute.ints(size, 1),
                        "pads", Attribute.ints(pads),
                        "count_include_pad", new Attribute.Int(1)));
        return e.reshape(mean, step.shapeIn(0).sizes());
    }
}
