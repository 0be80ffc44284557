package org.srmap.lrp.linear;

import org.srmap.graph.Dim;
import org.srmap.lrp.emit.Denominator;
import org.srmap.lrp.emit.Emission;
import org.srmap.lrp.emit.Linear;
import org.srmap.rule.Stabilizer;

/** Epsilon with x := 1, w := w^2, b := b^2. */
record WSquareEmitter(Stabilizer stabilizer) implements RuleEmitter {
    @Override
    public String emit(Emission e, Linear layer, String relevance) {
        String w = RuleEmitter.weight(layer);
        String squared = e.mul(w, w);
        String bias = layer.bias();
        String ones = e.filled(1, e.shape(layer.input()).with(0, Dim.of(1)).sizes());
        String squaredBias = bias == null ? null : e.mul(bias, bias);
        Denominator z = new Denominator(layer.forward(e, ones, squared, squaredBias), squaredBias, true);
        return layer.transpose(e, z.share(e, layer, relevance, stabilizer, 1), squared);
    }
}
