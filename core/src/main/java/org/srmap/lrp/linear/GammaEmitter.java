package org.srmap.lrp.linear;

import org.jspecify.annotations.Nullable;
import org.srmap.lrp.emit.Term;
import org.srmap.rule.Stabilizer;

/** Generalised gamma: outputs above zero strengthen what raised them, outputs below zero what lowered them. */
record GammaEmitter(double gamma, Stabilizer stabilizer) implements RuleEmitter {
    @Override
    public Term emit(Linear layer, Term relevance) {
        if (FoldedShare.applies(layer, stabilizer) && layer.x().isNonNegative()) {
            return new FastGammaEmitter(gamma, stabilizer).emit(layer, relevance);
        }
        Term w = layer.weight();
        Term up = strengthened(w, true);
        Term down = strengthened(w, false);
        Term z = layer.output();
        Term zero = relevance.emission().number(0);
        Term above = z.isAbove(0).where(relevance, zero);
        Term positiveHalf = half(layer, above, up, down, bias(layer, true));
        if (z.isNonNegative()) {
            return positiveHalf;
        }
        Term below = z.isBelow(0).where(relevance, zero);
        return positiveHalf.plus(half(layer, below, down, up, bias(layer, false)));
    }

    private Term half(Linear layer, Term relevance, Term onPositive, Term onNegative, @Nullable Term b) {
        Term x = layer.x();
        if (x.isNonNegative()) {
            Term share = layer.forward(x, onPositive, b).share(relevance, stabilizer);
            return x.times(layer.back(share, onPositive));
        }
        Term positive = x.positive();
        Term negative = x.negative();
        Term share = layer.forward(positive, onPositive, b)
                .plus(layer.forward(negative, onNegative, null))
                .share(relevance, stabilizer);
        return positive.times(layer.back(share, onPositive)).plus(negative.times(layer.back(share, onNegative)));
    }

    /** v + gamma * v+, or v + gamma * v-. */
    Term strengthened(Term v, boolean positive) {
        return v.plus((positive ? v.positive() : v.negative()).times(gamma));
    }

    /** The same of the layer's bias. */
    @Nullable
    Term bias(Linear layer, boolean positive) {
        Term b = layer.bias();
        return b == null ? null : strengthened(b, positive);
    }
}
