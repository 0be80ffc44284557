package org.srmap.lrp.linear;

import java.util.Arrays;
import org.srmap.lrp.emit.Denominator;
import org.srmap.lrp.emit.Term;
import org.srmap.rule.Stabilizer;

/**
 * The flat rule on a convolution without its weights, which are all one: relevance is summed over the channels, spread
 * by a single-channel convolution, and the same for every input channel. {@link FlatEmitter} has the formula.
 */
record FlatConvolution(Stabilizer stabilizer) {
    Term emit(ConvLayer layer, Term relevance) {
        ConvLayer single = layer.singleChannel();
        long inputs = layer.in().size(1);
        long[] kernel = single.kernelSizes();
        Term ones = single.ones();
        Term w = relevance.emission().filled(1, kernel);
        Term z = single.forward(ones, w, null).times((double) inputs);
        Term summed = relevance.sum(1);
        Term share = Denominator.of(z, null).nonNegative(true).share(summed, stabilizer);
        long[] channels = new long[kernel.length];
        Arrays.fill(channels, 1);
        channels[1] = inputs;
        return single.back(share, w).expand(channels);
    }
}
