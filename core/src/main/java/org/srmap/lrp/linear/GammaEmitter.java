package org.srmap.lrp.linear;

import org.jspecify.annotations.Nullable;
import org.srmap.lrp.emit.Denominator;
import org.srmap.lrp.emit.Emission;
import org.srmap.lrp.emit.Linear;
import org.srmap.rule.Stabilizer;

/** Generalised gamma: outputs above zero strengthen what raised them, outputs below zero what lowered them. */
record GammaEmitter(double gamma, Stabilizer stabilizer) implements RuleEmitter {
    @Override
    public String emit(Emission e, Linear layer, String relevance) {
        if (FoldedShare.applies(layer, stabilizer) && e.facts().isNonNegative(layer.input())) {
            return new FastGammaEmitter(gamma, stabilizer).emit(e, layer, relevance);
        }
        String w = RuleEmitter.weight(layer);
        String up = e.add(w, e.mul(e.positive(w), e.scalar(gamma)));
        String down = e.add(w, e.mul(e.negative(w), e.scalar(gamma)));
        String z = e.activation(layer.output());
        String zero = e.scalar(0);
        String above = e.where(e.op("Greater", z, zero), relevance, zero);
        String positiveHalf = half(e, layer, above, up, down, bias(e, layer, true));
        if (e.facts().isNonNegative(layer.output())) {
            return positiveHalf;
        }
        String below = e.where(e.op("Less", z, zero), relevance, zero);
        return e.add(positiveHalf, half(e, layer, below, down, up, bias(e, layer, false)));
    }

    private @Nullable String bias(Emission e, Linear layer, boolean positive) {
        String b = layer.bias();
        return b == null ? null : e.add(b, e.mul(positive ? e.positive(b) : e.negative(b), e.scalar(gamma)));
    }

    private String half(
            Emission e, Linear layer, String relevance, String onPositive, String onNegative, @Nullable String b) {
        String x = e.activation(layer.input());
        if (e.facts().isNonNegative(layer.input())) {
            String share =
                    Denominator.of(layer.forward(e, x, onPositive, b), b).share(e, layer, relevance, stabilizer, 1);
            return e.mul(x, layer.transpose(e, share, onPositive));
        }
        String positive = e.positive(x);
        String negative = e.negative(x);
        String z = e.add(layer.forward(e, positive, onPositive, b), layer.forward(e, negative, onNegative, null));
        String share = Denominator.of(z, b).share(e, layer, relevance, stabilizer, 1);
        return e.add(
                e.mul(positive, layer.transpose(e, share, onPositive)),
                e.mul(negative, layer.transpose(e, share, onNegative)));
    }
}
