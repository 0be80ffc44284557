package org.srmap.lrp.linear;

import org.jspecify.annotations.Nullable;
import org.srmap.lrp.emit.Emission;
import org.srmap.lrp.emit.Linear;
import org.srmap.rule.Stabilizer;

/**
 * Alpha-beta on convolutions, with everything that reads or writes the same picture stacked on the channel axis: one
 * convolution for the way back instead of up to four. {@link SignedEmitter} has the formula.
 */
record StackedSignedEmitter(double alpha, double beta, Stabilizer stabilizer) implements RuleEmitter {
    @Override
    public String emit(Emission e, Linear layer, String relevance) {
        String x = e.activation(layer.input());
        boolean nonNegative = e.facts().isNonNegative(layer.input());
        String up = e.positive(RuleEmitter.weight(layer));
        String down = e.negative(RuleEmitter.weight(layer));
        String parts = nonNegative ? x : e.concat(1, e.positive(x), e.negative(x));
        String raising = nonNegative ? up : e.concat(1, up, down);
        String bias = layer.bias();
        String share = share(e, layer, relevance, parts, raising, bias == null ? null : e.positive(bias), alpha);
        String weights = scaled(e, raising, alpha);
        if (beta != 0) {
            String lowering = nonNegative ? down : e.concat(1, down, up);
            String other = share(e, layer, relevance, parts, lowering, bias == null ? null : e.negative(bias), -beta);
            share = e.concat(1, share, other);
            weights = e.concat(0, weights, scaled(e, lowering, -beta));
        }
        String result = e.mul(parts, layer.transpose(e, share, weights));
        if (nonNegative) {
            return result;
        }
        long channels = e.shape(layer.input()).size(1);
        return e.add(e.channels(result, 0, channels), e.channels(result, channels, 2 * channels));
    }

    private String share(
            Emission e, Linear layer, String relevance, String x, String w, @Nullable String b, double factor) {
        double epsilon = factor > 0 ? stabilizer.epsilon() : -stabilizer.epsilon();
        return FoldedShare.of(e, layer, relevance, x, w, b, epsilon, factor);
    }

    private static String scaled(Emission e, String weights, double factor) {
        return factor == 1 ? weights : e.mul(weights, e.scalar(factor));
    }
}
