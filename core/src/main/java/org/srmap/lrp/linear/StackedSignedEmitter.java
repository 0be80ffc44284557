package org.srmap.lrp.linear;

import org.srmap.lrp.emit.Term;
import org.srmap.rule.Stabilizer;

/**
 * Alpha-beta on convolutions, with everything that reads or writes the same picture stacked on the channel axis: one
 * convolution for the way back instead of up to four. {@link SignedEmitter} has the formula.
 */
record StackedSignedEmitter(double alpha, double beta, Stabilizer stabilizer) implements RuleEmitter {
    @Override
    public Term emit(Linear layer, Term relevance) {
        Term x = layer.x();
        Term up = layer.weight().positive();
        Term down = layer.weight().negative();
        Term parts = x.isNonNegative() ? x : Term.concat(1, x.positive(), x.negative());
        Term raising = x.isNonNegative() ? up : Term.concat(1, up, down);
        Term share = share(layer, relevance, parts, raising, alpha);
        Term weights = raising.scaled(alpha);
        if (beta != 0) {
            Term lowering = x.isNonNegative() ? down : Term.concat(1, down, up);
            share = Term.concat(1, share, share(layer, relevance, parts, lowering, -beta));
            weights = Term.concat(0, weights, lowering.scaled(-beta));
        }
        Term result = parts.times(layer.back(share, weights));
        if (x.isNonNegative()) {
            return result;
        }
        long channels = layer.in().size(1);
        return result.slice(1, 0, channels).plus(result.slice(1, channels, 2 * channels));
    }

    private Term share(Linear layer, Term relevance, Term x, Term w, double factor) {
        double epsilon = factor > 0 ? stabilizer.epsilon() : -stabilizer.epsilon();
        return FoldedShare.of(layer, relevance, x, w, SignedEmitter.bias(layer, factor > 0), epsilon, factor);
    }
}
