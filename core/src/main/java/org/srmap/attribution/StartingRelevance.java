package org.srmap.attribution;

import org.srmap.canonize.Link;
import org.srmap.graph.Tensor;
import org.srmap.rule.Initial;

/** The number that a map explains. */
final class StartingRelevance {
    private StartingRelevance() {}

    /** Sum of the initial relevance of a map, for a backward pass that starts from {@code initial}. */
    static double sum(Initial initial, Link link, float[] logits, Question question, int map) {
        if (initial == Initial.VECTOR) {
            double sum = 0;
            for (float value : vector(question, logits.length)) {
                sum += value;
            }
            return sum;
        }
        int target = question.targets().get(map).in(logits);
        return switch (initial) {
            case LOGIT -> logits[target];
            case PROBABILITY -> link.probabilities(logits)[target];
            case DIFFERENCE ->
                (double) logits[target] - logits[question.others().get(map).besides(target, logits)];
            default -> 1;
        };
    }

    /**
     * The weight v of every class in the number v . logits that a baseline explains.
     *
     * @throws IllegalArgumentException for initial relevance that is no weighted sum of the logits
     */
    static float[] weights(Initial initial, float[] logits, Question question, int map) {
        if (initial == Initial.VECTOR) {
            return vector(question, logits.length).clone();
        }
        float[] weights = new float[logits.length];
        int target = question.targets().get(map).in(logits);
        weights[target] = 1;
        if (initial == Initial.DIFFERENCE) {
            weights[question.others().get(map).besides(target, logits)] -= 1;
        }
        return weights;
    }

    /** The question's vector for each of its maps, maps x classes. */
    static Tensor vectors(Question question, int classes) {
        float[] vector = vector(question, classes);
        float[] all = new float[Math.multiplyExact(question.maps(), classes)];
        for (int i = 0; i < question.maps(); i++) {
            System.arraycopy(vector, 0, all, i * classes, classes);
        }
        return Tensor.floats(new long[] {question.maps(), classes}, all);
    }

    private static float[] vector(Question question, int classes) {
        float[] vector = question.vector();
        if (vector == null || vector.length != classes) {
            throw new IllegalArgumentException("an initial relevance of " + (vector == null ? 0 : vector.length)
                    + " numbers; the model has " + classes + " classes");
        }
        return vector;
    }

    /** v . logits. */
    static double value(float[] weights, float[] logits) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += (double) weights[i] * logits[i];
        }
        return sum;
    }
}
