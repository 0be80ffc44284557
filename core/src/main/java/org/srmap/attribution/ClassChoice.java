package org.srmap.attribution;

import java.util.stream.IntStream;

/**
 * Which class of a picture is meant: one by its index, or the one that has a rank among the logits.
 *
 * @param number an index, from 0; or a rank, 1 for the largest logit
 * @param isRank whether it is a rank
 */
public record ClassChoice(int number, boolean isRank) {
    /** Checks the number. */
    public ClassChoice {
        if (number < (isRank ? 1 : 0)) {
            throw new IllegalArgumentException(
                    isRank
                            ? "a rank of " + number + "; 1 is the best"
                            : "a class index of " + number + "; they count from 0");
        }
    }

    /** The class with an index, from 0. */
    public static ClassChoice index(int index) {
        return new ClassChoice(index, false);
    }

    /** The class with a rank, 1 for the largest logit. */
    public static ClassChoice rank(int rank) {
        return new ClassChoice(rank, true);
    }

    /**
     * The index of the class.
     *
     * @param logits one per class
     * @throws IllegalArgumentException when there is no such class
     */
    public int in(float[] logits) {
        require(logits.length);
        return isRank ? Ranking.of(logits)[number - 1] : number;
    }

    /**
     * The index of the class, where a rank counts all classes but one: rank 1 is the strongest other class.
     *
     * @param logits one per class
     * @param target index of the class that is left out
     * @throws IllegalArgumentException when there is no such class
     */
    public int besides(int target, float[] logits) {
        require(isRank ? logits.length - 1 : logits.length);
        return isRank
                ? IntStream.of(Ranking.of(logits))
                        .filter(i -> i != target)
                        .skip(number - 1L)
                        .findFirst()
                        .orElseThrow()
                : number;
    }

    /**
     * Requires that there is such a class.
     *
     * @param classes how many there are to choose from
     * @throws IllegalArgumentException when there is none
     */
    public void require(int classes) {
        if (number >= (isRank ? classes + 1 : classes)) {
            throw new IllegalArgumentException(
                    isRank
                            ? "there is no rank " + number + ": there are " + classes + " classes to choose from"
                            : "there is no class " + number + ": the model has " + classes + " (0 to " + (classes - 1)
                                    + ")");
        }
    }

    /** The number that a relevance graph takes: the index, or a rank as -1 for the first, -2 for the second, ... */
    int code() {
        return isRank ? -number : number;
    }
}
