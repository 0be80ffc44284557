package org.srmap.lrp.linear;

import org.srmap.lrp.emit.Term;
import org.srmap.rule.Stabilizer;

/** Epsilon with x := 1, w := 1, b := 0: relevance spreads evenly over the receptive field. */
record FlatEmitter(Stabilizer stabilizer) implements RuleEmitter {
    @Override
    public Term emit(Linear layer, Term relevance) {
        if (layer instanceof ConvLayer convolution && convolution.stacks()) {
            return new FlatConvolution(stabilizer).emit(convolution, relevance);
        }
        Term w = layer.weight().ones();
        Term share = layer.forward(layer.ones(), w, null).nonNegative(true).share(relevance, stabilizer);
        return layer.back(share, w);
    }
}
