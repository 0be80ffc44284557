package org.srmap.lrp.linear;

import org.jspecify.annotations.Nullable;
import org.srmap.lrp.emit.Term;
import org.srmap.rule.Stabilizer;

/** Alpha-beta; z-plus is alpha 1, beta 0. */
record SignedEmitter(double alpha, double beta, Stabilizer stabilizer) implements RuleEmitter {
    @Override
    public Term emit(Linear layer, Term relevance) {
        if (FoldedShare.applies(layer, stabilizer)) {
            return new StackedSignedEmitter(alpha, beta, stabilizer).emit(layer, relevance);
        }
        Term up = layer.weight().positive();
        Term down = layer.weight().negative();
        Term raising = parts(layer, relevance, up, down, alpha);
        return beta == 0 ? raising : raising.plus(parts(layer, relevance, down, up, -beta));
    }

    /**
     * factor * (x+ * fT(R/s(z); w) + x- * fT(R/s(z); v)) with z = f(x+; w, b) + f(x-; v); without the second half for an
     * input that is nowhere negative.
     */
    private Term parts(Linear layer, Term relevance, Term onPositive, Term onNegative, double factor) {
        Term x = layer.x();
        Term b = bias(layer, factor > 0);
        if (x.isNonNegative()) {
            Term share = layer.forward(x, onPositive, b).nonNegative(factor > 0).share(relevance, stabilizer, factor);
            return x.times(layer.back(share, onPositive)).scaled(factor);
        }
        Term positive = x.positive();
        Term negative = x.negative();
        Term share = layer.forward(positive, onPositive, b)
                .plus(layer.forward(negative, onNegative, null))
                .nonNegative(factor > 0)
                .share(relevance, stabilizer, factor);
        return positive.times(layer.back(share, onPositive))
                .plus(negative.times(layer.back(share, onNegative)))
                .scaled(factor);
    }

    static @Nullable Term bias(Linear layer, boolean positive) {
        Term bias = layer.bias();
        return bias == null ? null : positive ? bias.positive() : bias.negative();
    }
}
