package org.srmap.lrp.linear;

import org.jspecify.annotations.Nullable;
import org.srmap.lrp.emit.Emission;
import org.srmap.lrp.emit.Linear;
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
    public String emit(Emission e, Linear layer, String relevance) {
        String x = e.activation(layer.input());
        String back = e.vanishing().whereNotPositive(layer.output())
                ? aboveZero(e, layer, relevance, x)
                : bothSigns(e, layer, relevance, x);
        return e.mul(x, back);
    }

    private String aboveZero(Emission e, Linear layer, String relevance, String x) {
        String y = e.rectified(layer.output());
        String share = e.div(relevance, e.add(y, strengthened(e, layer, x)));
        FoldedShare.enter(e, layer, share, bias(e, layer, true), stabilizer.epsilon(), 1);
        return layer.transpose(e, share, weights(e, layer, true));
    }

    private String bothSigns(Emission e, Linear layer, String relevance, String x) {
        String z = e.activation(layer.output());
        String zero = e.scalar(0);
        String isAbove = e.op("Greater", z, zero);
        String more = strengthened(e, layer, x);
        String less = e.sub(e.mul(z, e.scalar(gamma)), more);
        String share = e.div(relevance, e.add(z, e.where(isAbove, more, less)));
        String above = e.where(isAbove, share, zero);
        String below = e.where(e.op("Less", z, zero), share, zero);
        FoldedShare.enter(e, layer, above, bias(e, layer, true), stabilizer.epsilon(), 1);
        FoldedShare.enter(e, layer, below, bias(e, layer, false), -stabilizer.epsilon(), 1);
        String stacked = e.concat(0, weights(e, layer, true), weights(e, layer, false));
        return layer.transpose(e, e.concat(1, above, below), stacked);
    }

    /** gamma * P + epsilon. */
    private String strengthened(Emission e, Linear layer, String x) {
        String factor = e.scalar(gamma);
        String b = layer.bias();
        String bias = b == null ? null : e.mul(e.positive(b), factor);
        String w = e.mul(e.positive(RuleEmitter.weight(layer)), factor);
        return layer.forward(e, x, w, FoldedShare.raised(e, layer, bias, stabilizer.epsilon()));
    }

    private String weights(Emission e, Linear layer, boolean positive) {
        String w = RuleEmitter.weight(layer);
        return e.add(w, e.mul(positive ? e.positive(w) : e.negative(w), e.scalar(gamma)));
    }

    private @Nullable String bias(Emission e, Linear layer, boolean positive) {
        String b = layer.bias();
        return b == null ? null : e.add(b, e.mul(positive ? e.positive(b) : e.negative(b), e.scalar(gamma)));
    }
}
