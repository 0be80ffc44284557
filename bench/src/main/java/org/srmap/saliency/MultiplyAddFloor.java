package org.srmap.saliency;

import java.util.stream.IntStream;

/** Only multiplies and adds, as fast as this CPU can: no program that does the same number of them is faster. */
public interface MultiplyAddFloor {
    /** 49 values times the 509 million pairs of a map of 224 x 224 x 1 at the default parameters. */
    long OF_ONE_MAP = 24_900_000_000L;

    /**
     * Does at least {@code count} multiply-adds of floats.
     *
     * @return something that depends on all of them
     */
    float run(long count);

    /**
     * Does the multiply-adds of one map with the Vector API.
     *
     * @return something that depends on all of them
     * @throws IllegalStateException if the Vector API is absent
     */
    static double ofOneMap(int threads) {
        MultiplyAddFloor floor;
        try {
            floor = Class.forName("org.srmap.saliency.VectorFloor")
                    .asSubclass(MultiplyAddFloor.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IllegalStateException("the Vector API is absent", e);
        }
        return IntStream.range(0, threads)
                .parallel()
                .mapToDouble(i -> floor.run(OF_ONE_MAP / threads))
                .sum();
    }
}
