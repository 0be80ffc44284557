package org.srmap.lrp.linear;

import org.srmap.graph.Dim;
import org.srmap.lrp.emit.Denominator;
import org.srmap.lrp.emit.Emission;
import org.srmap.rule.Stabilizer;

/**
 * The flat rule on a convolution without its weights, which are all one: relevance is summed over the channels, spread
 * by a single-channel convolution, and the same for every input channel. {@link FlatEmitter} has the formula.
 */
record FlatConvolution(Stabilizer stabilizer) {
    String emit(Emission e, ConvLayer layer, String relevance) {
        ConvLayer single = layer.singleChannel();
        long inputs = e.shape(layer.input()).size(1);
        long[] kernel = single.kernelSizes();
        String ones = e.filled(
                1, e.shape(layer.input()).with(0, Dim.of(1)).with(1, Dim.of(1)).sizes());
        String w = e.filled(1, kernel);
        String z = e.mul(single.forward(e, ones, w, null), e.scalar((double) inputs));
        String summed = e.sumOverChannels(relevance);
        String share = new Denominator(z, null, true).share(e, layer, summed, stabilizer, 1);
        long[] channels = new long[kernel.length];
        java.util.Arrays.fill(channels, 1);
        channels[1] = inputs;
        return e.op("Expand", single.transpose(e, share, w), e.longs(channels));
    }
}
