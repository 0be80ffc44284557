package org.srmap.lrp.linear;

import java.util.Arrays;
import java.util.List;
import org.srmap.graph.Dim;
import org.srmap.graph.ModelException;
import org.srmap.graph.Problem;
import org.srmap.lrp.emit.Denominator;
import org.srmap.lrp.emit.Term;
import org.srmap.rule.InputRange;
import org.srmap.rule.Stabilizer;

/** z-box: contributions measured from the ends of the range of pixel values. */
record BoxEmitter(InputRange range, Stabilizer stabilizer) implements RuleEmitter {
    @Override
    public Term emit(Linear layer, Term relevance) {
        if (layer.stacks()) {
            return new StackedBoxEmitter(range, stabilizer).emit(layer, relevance);
        }
        Term w = layer.weight();
        Term up = w.positive();
        Term down = w.negative();
        Term low = picture(layer, perChannel(layer, range.low()));
        Term high = picture(layer, perChannel(layer, range.high()));
        Term x = layer.x();
        Term ends = layer.forward(low, up, null).plus(layer.forward(high, down, null));
        Term z = layer.forward(x, w, null).minus(ends);
        Term share = Denominator.of(z, null).share(relevance, stabilizer);
        Term own = x.times(layer.back(share, w));
        Term fromLow = low.times(layer.back(share, up));
        Term fromHigh = high.times(layer.back(share, down));
        return own.minus(fromLow).minus(fromHigh);
    }

    /** One number per channel, spread over a picture: padding has no such value, so the whole picture is needed. */
    static Term picture(Linear layer, Term perChannel) {
        return perChannel.expand(layer.in().with(0, Dim.of(1)).sizes());
    }

    /** One number per channel. */
    static Term perChannel(Linear layer, List<Double> values) {
        int channels = (int) layer.in().size(1);
        if (values.size() != 1 && values.size() != channels) {
            throw new ModelException(List.of(new Problem(
                    layer.output().name(),
                    "",
                    "the box rule has a range for " + values.size() + " channels, but its input has " + channels)));
        }
        float[] perChannel = new float[channels];
        for (int c = 0; c < channels; c++) {
            perChannel[c] = values.get(values.size() == 1 ? 0 : c).floatValue();
        }
        long[] narrow = new long[layer.in().rank()];
        Arrays.fill(narrow, 1);
        narrow[1] = channels;
        return layer.x().emission().floats(narrow, perChannel);
    }
}
