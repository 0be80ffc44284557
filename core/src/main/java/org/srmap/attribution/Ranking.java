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
}
