package org.srmap.lrp.linear;

import org.srmap.lrp.emit.Term;
import org.srmap.rule.Stabilizer;

/** Epsilon with x := 1, w := w^2, b := b^2. */
record WSquareEmitter(Stabilizer stabilizer) implements RuleEmitter {
    @Override
    public Term emit(Linear layer, Term relevance) {
        Term w = layer.weight();
        Term squared = w.times(w);
        Term bias = layer.bias();
        Term ones = layer.ones();
        Term share = layer.forward(ones, squared, bias == null ? null : bias.times(bias))
                .nonNegative(true)
                .share(relevance, stabilizer);
        return layer.back(share, squared);
    }
}
