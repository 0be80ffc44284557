package org.srmap.saliency;

/** Only multiplies and adds, as fast as this CPU can: no program that does the same number of them is faster. */
interface MultiplyAddFloor {
    /**
     * Does at least {@code count} multiply-adds of floats.
     *
     * @return something that depends on all of them
     */
    float run(long count);
}
