package org.srmap.lrp.linear;

import org.srmap.lrp.emit.Term;
import org.srmap.rule.Stabilizer;

/**
 * Generalised gamma on convolutions of an input that is nowhere negative. {@link GammaEmitter} has the formula.
 *
 * <p>With P = f(x; w+, b+) the denominator is z + gamma * P where z is above zero, and z + gamma * (z - P) below, since
 * z - P = f(x; w-, b-). There P is at most |z - P|, so that nothing is lost by the subtraction. One convolution gives both
 * denominators; on the way back two sets of weights are stacked into one. Under a ReLU only z above zero matters, and the
 * ReLU's result stands for z.
 */
record FastGammaEmitter(double gamma, Stabilizer stabilizer) implements RuleEmitter {
    @Override
    public Term emit(Linear layer, Term relevance) {
        return layer.x().times(layer.isRectified() ? aboveZero(layer, relevance) : bothSigns(layer, relevance));
    }

    private Term aboveZero(Linear layer, Term relevance) {
        Term z = layer.z().plus(strengthening(layer));
        Term share = layer.denominator(z, general().bias(layer, true)).foldedShare(relevance, stabilizer.epsilon(), 1);
        return layer.back(share, general().strengthened(layer.weight(), true));
    }

    private Term bothSigns(Linear layer, Term relevance) {
        Term z = layer.output();
        Term zero = relevance.emission().number(0);
        Term isAbove = z.isAbove(0);
        Term more = strengthening(layer);
        Term less = z.times(gamma).minus(more);
        Term strengthened = z.plus(isAbove.where(more, less));
        Term share = relevance.over(strengthened);
        Term above = isAbove.where(share, zero);
        Term below = z.isBelow(0).where(share, zero);
        layer.denominator(strengthened, general().bias(layer, true)).enter(above, stabilizer.epsilon(), 1);
        layer.denominator(strengthened, general().bias(layer, false)).enter(below, -stabilizer.epsilon(), 1);
        Term w = layer.weight();
        Term stacked = Term.concat(0, general().strengthened(w, true), general().strengthened(w, false));
        return layer.back(Term.concat(1, above, below), stacked);
    }

    /** gamma * P + epsilon. */
    private Term strengthening(Linear layer) {
        Term b = layer.bias();
        Term bias = b == null ? null : b.positive().times(gamma);
        Term w = layer.weight().positive().times(gamma);
        return layer.forward(layer.x(), w, FoldedShare.raised(layer, bias, stabilizer.epsilon()));
    }

    private GammaEmitter general() {
        return new GammaEmitter(gamma, stabilizer);
    }
}
