package org.srmap.lrp.linear;

import org.srmap.lrp.emit.Denominator;
import org.srmap.lrp.emit.Emission;
import org.srmap.lrp.emit.Linear;
import org.srmap.rule.Stabilizer;

/** R' = x * fT(R / s(z); w) with the layer's own output as z. */
record EpsilonEmitter(Stabilizer stabilizer) implements RuleEmitter {
    @Override
    public String emit(Emission e, Linear layer, String relevance) {
        Denominator z = Denominator.ofOutput(e, layer.output(), layer.bias());
        String share = z.share(e, layer, relevance, stabilizer, 1);
        String back = layer.transpose(e, share, layer.weight());
        return e.mul(e.activation(layer.input()), back);
    }
}
