package org.srmap.canonize;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.srmap.graph.Graph;

/** How the scores that a model ends with become probabilities. What is explained is the score before it, the logit. */
public enum Link {
    /** The classes exclude each other: their probabilities sum to 1. */
    SOFTMAX,
    /** Each score is a statement of its own: one score of two classes, or several labels. */
    SIGMOID;

    /** Metadata key of canonical graphs, and of explainers made from them; absent for {@link #SOFTMAX}. */
    private static final String KEY = "srmap.link";

    /**
     * The link of a canonical graph: what the model itself ends with. A model that ends with its logits is taken to mean
     * a softmax over several and a sigmoid of a single one.
     */
    public static Link of(Graph canonical) {
        return SIGMOID.id().equals(canonical.metadata().get(KEY)) ? SIGMOID : SOFTMAX;
    }

    /** A graph that says that this is its link. */
    public Graph writtenInto(Graph graph) {
        if (of(graph) == this) {
            return graph;
        }
        Map<String, String> metadata = new LinkedHashMap<>(graph.metadata());
        metadata.put(KEY, id());
        return graph.withMetadata(metadata);
    }

    /** The name used in files: lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Probabilities of classes, 0 to 1.
     *
     * @param logits one per class
     */
    public double[] probabilities(float[] logits) {
        double most = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            most = Math.max(most, logit);
        }
        double[] probabilities = new double[logits.length];
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = this == SOFTMAX ? Math.exp(logits[i] - most) : 1 / (1 + Math.exp(-(double) logits[i]));
            sum += probabilities[i];
        }
        for (int i = 0; i < logits.length && this == SOFTMAX; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }
}
