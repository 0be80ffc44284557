package org.srmap;

import java.util.List;

/**
 * Whether relevance was conserved on its way from the logits to the pixels.
 *
 * @param initial sum of the initial relevance at the logits; NaN for methods that distribute nothing
 * @param input sum of the relevance of the input
 * @param nodes what happened at every node, from the logits to the pixels; empty when no books were kept
 */
public record Conservation(double initial, double input, List<Entry> nodes) {

    public Conservation {
        nodes = List.copyOf(nodes);
    }

    /** Share of the initial relevance that reached the pixels; NaN where that says nothing. */
    public double ratio() {
        return initial == 0 ? Double.NaN : input / initial;
    }

    /**
     * One node: {@code in = out + bias + stabilizer + rest}.
     *
     * @param node its name
     * @param op its operator
     * @param rule its rule
     * @param in sum of the relevance of its outputs
     * @param out sum of the relevance that it gave its inputs
     * @param bias what the bias took
     * @param stabilizer what the stabilizer took
     */
    public record Entry(String node, String op, String rule, double in, double out, double bias, double stabilizer) {

        /** What neither went out nor to the bias or the stabilizer: clipped, or lost by a rule that does not conserve. */
        public double rest() {
            return in - out - bias - stabilizer;
        }
    }
}
