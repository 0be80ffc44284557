package org.srmap.lrp.linear;

import org.srmap.lrp.emit.Denominator;
import org.srmap.lrp.emit.Term;
import org.srmap.rule.InputRange;
import org.srmap.rule.Stabilizer;

/**
 * z-box on a convolution with one convolution on the way back. Low and high are constant per channel: low * fT(s; w+) +
 * high * fT(s; w-) = fT(s; low * w+ + high * w-), which is stacked with fT(s; w) on the channel axis. Forward, the
 * layer's own output is used. {@link BoxEmitter} has the formula.
 */
record StackedBoxEmitter(InputRange range, Stabilizer stabilizer) implements RuleEmitter {
    @Override
    public Term emit(Linear layer, Term relevance) {
        Term w = layer.weight();
        Term up = w.positive();
        Term down = w.negative();
        Term low = BoxEmitter.perChannel(layer, range.low());
        Term high = BoxEmitter.perChannel(layer, range.high());
        Term ends = layer.forward(BoxEmitter.picture(layer, low), up, null)
                .plus(layer.forward(BoxEmitter.picture(layer, high), down, null));
        Term z = layer.output().minus(layer.withBias(ends));
        Term share = Denominator.of(z, null).share(relevance, stabilizer);
        Term weights = Term.concat(1, w, up.times(low).plus(down.times(high)).negated());
        Term both = layer.back(share, weights);
        long channels = layer.in().size(1);
        Term own = layer.x().times(both.slice(1, 0, channels));
        return own.plus(both.slice(1, channels, 2 * channels));
    }
}
