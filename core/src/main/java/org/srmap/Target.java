package org.srmap;

import org.srmap.graph.ModelException;
import org.srmap.model.Labels;

/** Which class is explained. */
public sealed interface Target {

    /** The class with the largest logit. */
    static Target top() {
        return new Rank(1);
    }

    /** The class with the rank given, 1 for the largest logit. */
    record Rank(int rank) implements Target {
        public Rank {
            if (rank < 1) {
                throw new IllegalArgumentException("a rank of " + rank + "; 1 is the best");
            }
        }
    }

    /** The class with the index given, from 0. */
    record Index(int index) implements Target {
        public Index {
            if (index < 0) {
                throw new IllegalArgumentException("a class index of " + index + "; they count from 0");
            }
        }
    }

    /** The class with a label, a synset, or an unambiguous part of a label. */
    record Named(String label) implements Target {}

    /**
     * Reads {@code top1}, {@code top3} (the third best), an index, or a label.
     *
     * @throws IllegalArgumentException when it is none of them
     */
    static Target parse(String text) {
        if (text.matches("top[1-9][0-9]{0,3}")) {
            return new Rank(Integer.parseInt(text.substring(3)));
        }
        if (text.matches("[0-9]{1,7}")) {
            return new Index(Integer.parseInt(text));
        }
        if (text.isBlank()) {
            throw new IllegalArgumentException("an empty target; top1, an index or a label is needed");
        }
        return new Named(text);
    }

    /**
     * The class index for logits.
     *
     * @param logits one per class
     * @param labels names of the classes
     * @throws ModelException when there is no such class
     */
    default int index(float[] logits, Labels labels) {
        if (this instanceof Index i) {
            if (i.index() >= logits.length) {
                throw new ModelException("there is no class " + i.index() + ": the model has " + logits.length
                        + " (0 to " + (logits.length - 1) + ")");
            }
            return i.index();
        }
        if (this instanceof Named n) {
            return labels.index(n.label());
        }
        int rank = ((Rank) this).rank();
        if (rank > logits.length) {
            throw new ModelException("there is no rank " + rank + ": the model has " + logits.length + " classes");
        }
        return Ranking.of(logits)[rank - 1];
    }
}
