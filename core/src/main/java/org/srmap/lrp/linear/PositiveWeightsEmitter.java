package org.srmap.lrp.linear;

import org.srmap.lrp.emit.Denominator;
import org.srmap.lrp.emit.Emission;
import org.srmap.lrp.emit.Linear;
import org.srmap.rule.Stabilizer;

/** z = f(x; w+), R' = x * fT(R/s(z); w+), whatever the sign of x. */
record PositiveWeightsEmitter(Stabilizer stabilizer) implements RuleEmitter {
    @Override
    public String emit(Emission e, Linear layer, String relevance) {
        String x = e.activation(layer.input());
        String w = e.positive(RuleEmitter.weight(layer));
        String share = Denominator.of(layer.forward(e, x, w, null), null).share(e, layer, relevance, stabilizer, 1);
        return e.mul(x, layer.transpose(e, share, w));
    }
}
