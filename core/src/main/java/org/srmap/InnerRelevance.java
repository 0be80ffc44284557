package org.srmap;

import java.util.List;

/**
 * Relevance at a place inside of the network.
 *
 * @param node the name that was asked for
 * @param shape sizes without the batch: channels x height x width of a feature map
 * @param values signed relevance, row-major
 */
public record InnerRelevance(String node, List<Integer> shape, float[] values) {

    public InnerRelevance {
        shape = List.copyOf(shape);
    }

    /** The sum of the relevance. */
    public double sum() {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }
}
