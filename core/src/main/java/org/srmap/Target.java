package org.srmap;

import java.util.List;
import java.util.stream.IntStream;
import org.srmap.attribution.ClassChoice;
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
            ClassChoice.rank(rank);
        }

        @Override
        public ClassChoice in(Labels labels) {
            ClassChoice choice = ClassChoice.rank(rank);
            choice.require(labels.size());
            return choice;
        }
    }

    /** The class with the index given, from 0. */
    record Index(int index) implements Target {
        public Index {
            ClassChoice.index(index);
        }

        @Override
        public ClassChoice in(Labels labels) {
            ClassChoice choice = ClassChoice.index(index);
            choice.require(labels.size());
            return choice;
        }
    }

    /** The class with a label, a synset, or an unambiguous part of a label. */
    record Named(String label) implements Target {
        @Override
        public ClassChoice in(Labels labels) {
            return ClassChoice.index(labels.index(label));
        }
    }

    /**
     * Reads one class: {@code top1}, {@code rank3} (the third best), an index, a label or a synset.
     *
     * @throws IllegalArgumentException when it is none of them, or means several classes
     */
    static Target parse(String text) {
        List<Target> all = parseAll(text);
        if (all.size() != 1) {
            throw new IllegalArgumentException("\"" + text + "\" means " + all.size()
                    + " classes; one is needed here: rank" + all.size() + " is the last of them alone");
        }
        return all.get(0);
    }

    /**
     * Reads classes: {@code top3} means the best three, everything else one as in {@link #parse}.
     *
     * @throws IllegalArgumentException when it is none of them
     */
    static List<Target> parseAll(String text) {
        if (text.matches("top[1-9][0-9]{0,3}")) {
            int count = Integer.parseInt(text.substring(3));
            return IntStream.rangeClosed(1, count).<Target>mapToObj(Rank::new).toList();
        }
        if (text.matches("rank[1-9][0-9]{0,4}")) {
            return List.of(new Rank(Integer.parseInt(text.substring(4))));
        }
        if (text.matches("[0-9]{1,7}")) {
            return List.of(new Index(Integer.parseInt(text)));
        }
        if (text.isBlank()) {
            throw new IllegalArgumentException("an empty target; top1, an index or a label is needed");
        }
        return List.of(new Named(text));
    }

    /**
     * The class that is meant.
     *
     * @param labels names of the classes
     * @throws IllegalArgumentException when there is no class of that index, rank or name; for names with those that come
     *     close
     */
    ClassChoice in(Labels labels);
}
