package org.srmap.attribution;

import java.util.List;
import org.srmap.graph.Graph;
import org.srmap.graph.Tensor;
import org.srmap.runtime.SessionSettings;

/**
 * A classifier in canonical form and how it is run.
 *
 * @param graph the canonical graph
 * @param channels channels of its input
 * @param height height of its input
 * @param width width of its input
 * @param channelsLast whether the graph's input is N x height x width x channels; pictures and maps are always channels
 *     x height x width
 * @param session how it is run
 */
public record Network(Graph graph, int channels, int height, int width, boolean channelsLast, SessionSettings session) {

    /** Number of pixels. */
    public int pixels() {
        return height * width;
    }

    /** Number of values of a picture. */
    public int values() {
        return channels * pixels();
    }

    /** Name of the input. */
    String input() {
        return graph.inputs().get(0).name();
    }

    /** Number of classes. */
    int classes() {
        return (int) graph.outputs().get(0).shape().size(1);
    }

    /** Pictures as one batch in the graph's layout. */
    public Tensor batch(List<float[]> images) {
        float[] all = new float[Math.multiplyExact(values(), images.size())];
        for (int i = 0; i < images.size(); i++) {
            float[] one = images.get(i);
            if (one.length != values()) {
                throw new IllegalArgumentException("a picture of " + one.length + " values; the network's input is "
                        + channels + " x " + height + " x " + width);
            }
            System.arraycopy(channelsLast ? toLast(one) : one, 0, all, i * values(), values());
        }
        long[] shape = channelsLast
                ? new long[] {images.size(), height, width, channels}
                : new long[] {images.size(), channels, height, width};
        return Tensor.floats(shape, all);
    }

    /** One picture of the graph's layout as channels x height x width. */
    float[] channelsFirst(float[] map) {
        if (!channelsLast) {
            return map;
        }
        float[] first = new float[map.length];
        for (int c = 0; c < channels; c++) {
            for (int p = 0; p < pixels(); p++) {
                first[c * pixels() + p] = map[p * channels + c];
            }
        }
        return first;
    }

    private float[] toLast(float[] image) {
        float[] last = new float[image.length];
        for (int c = 0; c < channels; c++) {
            for (int p = 0; p < pixels(); p++) {
                last[p * channels + c] = image[c * pixels() + p];
            }
        }
        return last;
    }
}
