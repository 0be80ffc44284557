package org.srmap.saliency;

import java.util.List;

/**
 * The constants of context-aware saliency; {@link #defaults()} are those of the papers.
 *
 * @param scales sizes relative to the input at which every pixel is judged, each in (0, 1]; their maps are averaged
 * @param contextLevels sizes relative to a scale from which patches are taken, each 1/n for a whole n (1, 1/2, 1/4...)
 * @param minimumContext a context level is used at a scale only if scale * level is at least this
 * @param neighbours K, the number of most similar patches that a pixel is compared with, 1 to 4096
 * @param distanceWeight c, how strongly a patch far away counts as more similar, 0 or more
 * @param focusThreshold pixels of a normalised scale map above this are foci of attention, in [0, 1]
 * @param centrePrior multiply the result by a Gaussian at the centre of the picture whose standard deviations are a
 *     sixth of the height and of the width
 */
public record SaliencyParameters(
        List<Double> scales,
        List<Double> contextLevels,
        double minimumContext,
        int neighbours,
        double distanceWeight,
        double focusThreshold,
        boolean centrePrior) {

    /** Width and height of a patch. */
    static final int PATCH = 7;
    /** Distance between neighbouring context patches, in pixels of their level. */
    static final int STRIDE = 3;

    private static final SaliencyParameters DEFAULTS =
            new SaliencyParameters(List.of(1.0, 0.8, 0.5, 0.3), List.of(1.0, 0.5, 0.25), 0.2, 64, 3, 0.8, false);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if a value is outside its range
     */
    public SaliencyParameters {
        scales = List.copyOf(scales);
        contextLevels = List.copyOf(contextLevels);
        check(!scales.isEmpty() && scales.size() <= 16, "1 to 16 scales are needed, not " + scales.size());
        for (double scale : scales) {
            check(scale > 0 && scale <= 1, "a scale must lie in (0, 1], not " + scale);
        }
        check(!contextLevels.isEmpty() && contextLevels.size() <= 16, "1 to 16 context levels are needed");
        for (double level : contextLevels) {
            check(
                    level > 0 && level <= 1 && Math.abs(1 / level - Math.rint(1 / level)) < 1e-9,
                    "a context level must be 1/n for a whole n, not " + level);
        }
        check(minimumContext >= 0 && minimumContext <= 1, "minimumContext must lie in [0, 1], not " + minimumContext);
        check(neighbours >= 1 && neighbours <= 4096, "neighbours must lie in 1..4096, not " + neighbours);
        check(distanceWeight >= 0 && distanceWeight <= 1000, "distanceWeight must lie in [0, 1000]: " + distanceWeight);
        check(focusThreshold >= 0 && focusThreshold <= 1, "focusThreshold must lie in [0, 1], not " + focusThreshold);
    }

    /**
     * The values of the papers: scales 1, 0.8, 0.5, 0.3; context levels 1, 1/2, 1/4 down to 0.2; K = 64; c = 3; foci
     * above 0.8; no centre prior.
     *
     * @return the default parameters
     */
    public static SaliencyParameters defaults() {
        return DEFAULTS;
    }

    /**
     * The same parameters with other scales; fewer scales are faster and coarser.
     *
     * @param newScales each in (0, 1]
     * @return a changed copy
     */
    public SaliencyParameters withScales(List<Double> newScales) {
        return new SaliencyParameters(
                newScales, contextLevels, minimumContext, neighbours, distanceWeight, focusThreshold, centrePrior);
    }

    /**
     * The same parameters with the centre prior on or off.
     *
     * @param on whether to multiply by the Gaussian
     * @return a changed copy
     */
    public SaliencyParameters withCentrePrior(boolean on) {
        return new SaliencyParameters(
                scales, contextLevels, minimumContext, neighbours, distanceWeight, focusThreshold, on);
    }

    /** Step between pixels of a scale for one pixel of its context levels, for the levels used at that scale. */
    int[] contextSteps(double scale) {
        return contextLevels.stream()
                .filter(level -> scale * level >= minimumContext - 1e-9)
                .mapToInt(level -> (int) Math.rint(1 / level))
                .toArray();
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
