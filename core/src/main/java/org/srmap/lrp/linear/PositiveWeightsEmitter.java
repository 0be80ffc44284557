package org.srmap.lrp.linear;

import org.srmap.lrp.emit.Term;
import org.srmap.rule.Stabilizer;

/** z = f(x; w+), R' = x * fT(R/s(z); w+), whatever the sign of x. */
record PositiveWeightsEmitter(Stabilizer stabilizer) implements RuleEmitter {
    @Override
    public Term emit(Linear layer, Term relevance) {
        Term x = layer.x();
        Term w = layer.weight().positive();
        Term share = layer.forward(x, w, null).share(relevance, stabilizer);
        return x.times(layer.back(share, w));
    }
}
