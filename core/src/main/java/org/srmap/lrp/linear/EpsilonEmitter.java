package org.srmap.lrp.linear;

import org.srmap.lrp.emit.Term;
import org.srmap.rule.Stabilizer;

/** R' = x * fT(R / s(z); w) with the layer's own output as z. */
record EpsilonEmitter(Stabilizer stabilizer) implements RuleEmitter {
    @Override
    public Term emit(Linear layer, Term relevance) {
        Term share = layer.z().share(relevance, stabilizer);
        return layer.x().times(layer.back(share));
    }
}
