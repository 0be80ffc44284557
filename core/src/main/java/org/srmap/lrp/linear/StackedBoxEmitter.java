package org.srmap.lrp.linear;

import org.srmap.graph.Shape;
import org.srmap.lrp.emit.Denominator;
import org.srmap.lrp.emit.Emission;
import org.srmap.lrp.emit.Linear;
import org.srmap.rule.InputRange;
import org.srmap.rule.Stabilizer;

/**
 * z-box on a convolution with one convolution on the way back. Low and high are constant per channel: low * fT(s; w+) +
 * high * fT(s; w-) = fT(s; low * w+ + high * w-), which is stacked with fT(s; w) on the channel axis. Forward, the
 * layer's own output is used. {@link BoxEmitter} has the formula.
 */
record StackedBoxEmitter(InputRange range, Stabilizer stabilizer) implements RuleEmitter {
    @Override
    public String emit(Emission e, Linear layer, String relevance) {
        String w = RuleEmitter.weight(layer);
        String up = e.positive(w);
        String down = e.negative(w);
        Shape in = e.shape(layer.input());
        String low = BoxEmitter.perChannel(e, layer, in, range.low());
        String high = BoxEmitter.perChannel(e, layer, in, range.high());
        long[] picture = in.with(0, org.srmap.graph.Dim.of(1)).sizes();
        String ends = e.add(
                layer.forward(e, e.op("Expand", low, e.longs(picture)), up, null),
                layer.forward(e, e.op("Expand", high, e.longs(picture)), down, null));
        String b = layer.bias();
        String constant = b == null ? ends : e.add(ends, layer.broadcastBias(e, b));
        String z = e.sub(e.activation(layer.output()), constant);
        String share = Denominator.of(z, null).share(e, layer, relevance, stabilizer, 1);
        String weights = e.concat(1, w, e.op("Neg", e.add(e.mul(up, low), e.mul(down, high))));
        String both = layer.transpose(e, share, weights);
        long channels = in.size(1);
        String own = e.mul(e.activation(layer.input()), e.channels(both, 0, channels));
        return e.add(own, e.channels(both, channels, 2 * channels));
    }
}
