package org.srmap.lrp.linear;

import org.srmap.graph.Dim;
import org.srmap.lrp.emit.Denominator;
import org.srmap.lrp.emit.Emission;
import org.srmap.lrp.emit.Linear;
import org.srmap.rule.Stabilizer;

/** Epsilon with x := 1, w := 1, b := 0: relevance spreads evenly over the receptive field. */
record FlatEmitter(Stabilizer stabilizer) implements RuleEmitter {
    @Override
    public String emit(Emission e, Linear layer, String relevance) {
        if (layer instanceof ConvLayer convolution && convolution.stacks()) {
            return new FlatConvolution(stabilizer).emit(e, convolution, relevance);
        }
        String w = e.onesLike(RuleEmitter.weight(layer));
        String ones = e.filled(1, e.shape(layer.input()).with(0, Dim.of(1)).sizes());
        String z = layer.forward(e, ones, w, null);
        String share = new Denominator(z, null, true).share(e, layer, relevance, stabilizer, 1);
        return layer.transpose(e, share, w);
    }
}
