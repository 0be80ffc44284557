package org.srmap.lrp.linear;

import java.util.List;
import org.srmap.graph.ModelException;
import org.srmap.graph.Problem;
import org.srmap.graph.Shape;
import org.srmap.lrp.emit.Denominator;
import org.srmap.lrp.emit.Emission;
import org.srmap.lrp.emit.Linear;
import org.srmap.rule.InputRange;
import org.srmap.rule.Stabilizer;

/** z-box: contributions measured from the ends of the range of pixel values. */
record BoxEmitter(InputRange range, Stabilizer stabilizer) implements RuleEmitter {
    @Override
    public String emit(Emission e, Linear layer, String relevance) {
        if (layer.stacks()) {
            return new StackedBoxEmitter(range, stabilizer).emit(e, layer, relevance);
        }
        String w = RuleEmitter.weight(layer);
        String up = e.positive(w);
        String down = e.negative(w);
        Shape in = e.shape(layer.input());
        String low = bound(e, layer, in, range.low());
        String high = bound(e, layer, in, range.high());
        String x = e.activation(layer.input());
        String ends = e.add(layer.forward(e, low, up, null), layer.forward(e, high, down, null));
        String z = e.sub(layer.forward(e, x, w, null), ends);
        String share = Denominator.of(z, null).share(e, layer, relevance, stabilizer, 1);
        String own = e.mul(x, layer.transpose(e, share, w));
        String fromLow = e.mul(low, layer.transpose(e, share, up));
        String fromHigh = e.mul(high, layer.transpose(e, share, down));
        return e.sub(e.sub(own, fromLow), fromHigh);
    }

    /** One number per channel, spread over a picture: padding has no such value, so the whole picture is needed. */
    private static String bound(Emission e, Linear layer, Shape in, List<Double> values) {
        String narrow = perChannel(e, layer, in, values);
        return e.op(
                "Expand", narrow, e.longs(in.with(0, org.srmap.graph.Dim.of(1)).sizes()));
    }

    /** One number per channel. */
    static String perChannel(Emission e, Linear layer, Shape in, List<Double> values) {
        long[] sizes = in.with(0, org.srmap.graph.Dim.of(1)).sizes();
        int channels = (int) sizes[1];
        if (values.size() != 1 && values.size() != channels) {
            throw new ModelException(List.of(new Problem(
                    layer.output(),
                    "",
                    "the box rule has a range for " + values.size() + " channels, but its input has " + channels)));
        }
        float[] perChannel = new float[channels];
        for (int c = 0; c < channels; c++) {
            perChannel[c] = values.get(values.size() == 1 ? 0 : c).floatValue();
        }
        long[] narrow = new long[sizes.length];
        java.util.Arrays.fill(narrow, 1);
        narrow[1] = channels;
        return e.floats(narrow, perChannel);
    }
}
