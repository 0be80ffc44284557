package org.srmap.lrp.linear;

import org.jspecify.annotations.Nullable;
import org.srmap.lrp.emit.Denominator;
import org.srmap.lrp.emit.Emission;
import org.srmap.lrp.emit.Linear;
import org.srmap.rule.Stabilizer;

/** Alpha-beta; z-plus is alpha 1, beta 0. */
record SignedEmitter(double alpha, double beta, Stabilizer stabilizer) implements RuleEmitter {
    @Override
    public String emit(Emission e, Linear layer, String relevance) {
        if (FoldedShare.applies(layer, stabilizer)) {
            return new StackedSignedEmitter(alpha, beta, stabilizer).emit(e, layer, relevance);
        }
        String x = e.activation(layer.input());
        boolean nonNegative = e.facts().isNonNegative(layer.input());
        String up = e.positive(RuleEmitter.weight(layer));
        String down = e.negative(RuleEmitter.weight(layer));
        String raising =
                nonNegative ? part(e, layer, relevance, x, up, alpha) : parts(e, layer, relevance, x, up, down, alpha);
        if (beta == 0) {
            return raising;
        }
        String lowering = nonNegative
                ? part(e, layer, relevance, x, down, -beta)
                : parts(e, layer, relevance, x, down, up, -beta);
        return e.add(raising, lowering);
    }

    private static @Nullable String bias(Emission e, Linear layer, boolean positive) {
        String bias = layer.bias();
        return bias == null ? null : positive ? e.positive(bias) : e.negative(bias);
    }

    /** factor * x * fT(R / s(f(x; w, b)); w) for an input that is nowhere negative. */
    private String part(Emission e, Linear layer, String relevance, String x, String w, double factor) {
        String b = bias(e, layer, factor > 0);
        Denominator z = new Denominator(layer.forward(e, x, w, b), b, factor > 0);
        String share = z.share(e, layer, relevance, stabilizer, factor);
        return scaled(e, e.mul(x, layer.transpose(e, share, w)), factor);
    }

    /** The same with one set of weights for the positive part of the input and another for the negative part. */
    private String parts(
            Emission e, Linear layer, String relevance, String x, String onPositive, String onNegative, double factor) {
        String b = bias(e, layer, factor > 0);
        String positive = e.positive(x);
        String negative = e.negative(x);
        String z = e.add(layer.forward(e, positive, onPositive, b), layer.forward(e, negative, onNegative, null));
        String share = new Denominator(z, b, factor > 0).share(e, layer, relevance, stabilizer, factor);
        String both = e.add(
                e.mul(positive, layer.transpose(e, share, onPositive)),
                e.mul(negative, layer.transpose(e, share, onNegative)));
        return scaled(e, both, factor);
    }

    private static String scaled(Emission e, String value, double factor) {
        return factor == 1 ? value : e.mul(value, e.scalar(factor));
    }
}
