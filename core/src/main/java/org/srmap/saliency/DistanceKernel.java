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
     * query the smallest score in each group. Blocks are dealt to the groups in turn, or single patches where there
     * are fewer blocks than groups.
     */
    void score(int from, int to);

    /** For query {@code lane}: the {@code rank}-th smallest (from 1) of its group minima so far; infinite if there are fewer. */
    float bound(int lane, int rank);

    /**
     * Which of the patches scored last lie at or below a limit.
     *
     * @param limits one per query; a negative limit lets nothing pass
     * @param passed receives bit p % 32 of {@code passed[p / 32 * tile + lane]} for the p-th patch of the chunk
     */
    void passing(float[] limits, int[] passed);
}
