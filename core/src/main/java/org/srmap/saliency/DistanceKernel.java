package org.srmap.saliency;

/**
 * The arithmetic of the patch search for one tile of queries at a time; one instance per thread.
 *
 * <p>A score is (|q|^2/2 + |v|^2/2 - q.v) / (1 + c dist)^2, half the squared dissimilarity up to rounding. Scores are
 * only used to discard patches that are certainly not among the nearest; {@link PatchSearch} knows how far rounding can
 * carry them, so kernels may add in any order.
 */
interface DistanceKernel {
    /** Number of queries in a tile, a multiple of {@link Scale#SEGMENT}. */
    int tile();

    /** Largest number of patches that one call of {@link #score} takes, a multiple of 32 and of {@link Scale#BLOCK}. */
    int chunk();

    /**
     * Starts a tile.
     *
     * @param tile its queries
     * @param groups how many groups the patches are dealt into, see {@link #score}
     */
    void start(Tile tile, int groups);

    /**
     * Scores the patches from..to-1, a whole number of blocks, against every query of the tile, and keeps for each
     * query the smallest score in each group. Which patches make a group is the kernel's choice; the more alike they are,
     * the less use is the bound.
     */
    void score(int from, int to);

    /**
     * An upper bound, tight within 0.1 %, of the {@code rank}-th smallest (from 1) group minimum of each query so far.
     *
     * @param rank at most the number of groups
     * @param bounds receives 0 or more per query; infinite where there are fewer minima
     */
    void bounds(int rank, float[] bounds);

    /**
     * Which of the patches scored last lie at or below a limit.
     *
     * @param limits one per query; a negative limit lets nothing pass
     * @param passed receives bit p % 32 of {@code passed[p / 32 * tile + lane]} for the p-th patch of the chunk
     */
    void passing(float[] limits, int[] passed);
}
