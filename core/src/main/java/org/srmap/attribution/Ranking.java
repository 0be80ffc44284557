package org.srmap.attribution;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Order of logits. */
public final class Ranking {
    private Ranking() {}

    /** Class indices, largest logit first, smaller index first among equals. */
    public static int[] of(float[] logits) {
        return IntStream.range(0, logits.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -logits[i]).thenComparing(i -> i))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * The class that a number means: an index from 0, or a rank when it is negative, -1 for the largest logit.
     *
     * @param logits one per class
     * @throws IllegalArgumentException when there is no such class
     */
    public static int resolve(float[] logits, int indexOrRank) {
        requireClass(indexOrRank, logits.length);
        return indexOrRank >= 0 ? indexOrRank : of(logits)[-indexOrRank - 1];
    }

    /** The same among all classes but one: -1 stands for the strongest other class. */
    public static int resolveOther(float[] logits, int indexOrRank, int target) {
        requireClass(indexOrRank, indexOrRank < 0 ? logits.length - 1 : logits.length);
        if (indexOrRank >= 0) {
            return indexOrRank;
        }
        return IntStream.of(of(logits))
                .filter(i -> i != target)
                .skip(-indexOrRank - 1L)
                .findFirst()
                .orElseThrow();
    }

    private static void requireClass(int indexOrRank, int classes) {
        if (indexOrRank >= classes || indexOrRank < -classes) {
            throw new IllegalArgumentException(
                    indexOrRank < 0
                            ? "there is no rank " + -indexOrRank + ": there are " + classes + " classes to choose from"
                            : "there is no class " + indexOrRank + ": the model has " + classes + " (0 to "
                                    + (classes - 1) + ")");
        }
    }
}
