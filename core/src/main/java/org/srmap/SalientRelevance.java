package org.srmap;

import java.util.List;
import org.srmap.image.Geometry;
import org.srmap.map.PixelMap;
import org.srmap.saliency.AreaThreshold;
import org.srmap.saliency.AttentionAreas;
import org.srmap.saliency.AttentionWords;
import org.srmap.saliency.ContextAwareSaliency;
import org.srmap.saliency.SaliencyInput;
import org.srmap.saliency.SaliencyParameters;

/**
 * The Salient Relevance map and its attention areas.
 *
 * @param map values in [0, 1], one channel, at the model's input resolution
 * @param areas attention areas, the largest share of the positive relevance first
 */
public record SalientRelevance(PixelMap map, List<AttentionArea> areas) {

    public SalientRelevance {
        areas = List.copyOf(areas);
    }

    /**
     * The SR map and attention areas of a relevance map, which may come from any tool. Areas are in pixels of the map.
     * Computes with all processors.
     *
     * @param relevance signed relevance of an input; not modified
     * @param input what the SR stage looks at
     * @param threshold where attention areas begin
     * @throws IllegalArgumentException if a value is NaN or infinite, or the map has too many values or channels
     */
    public static SalientRelevance of(PixelMap relevance, SaliencyInput input, AreaThreshold threshold) {
        int threads = Runtime.getRuntime().availableProcessors();
        ContextAwareSaliency stage = new ContextAwareSaliency(SaliencyParameters.defaults(), threads);
        return of(relevance, input, threshold, stage, Geometry.identity(relevance.width(), relevance.height()));
    }

    /**
     * The SR map and attention areas of a relevance map, which may come from any tool.
     *
     * @param relevance signed relevance of an input; not modified
     * @param input what the SR stage looks at
     * @param threshold where attention areas begin
     * @param stage context-aware saliency with its parameters and threads
     * @param geometry where the input lies in the photo
     * @throws IllegalArgumentException if a value is NaN or infinite, or the map has too many values or channels
     */
    public static SalientRelevance of(
            PixelMap relevance,
            SaliencyInput input,
            AreaThreshold threshold,
            ContextAwareSaliency stage,
            Geometry geometry) {
        PixelMap map = input.map(stage, relevance);
        PixelMap positive = relevance.perPixel().positive();
        List<AttentionArea> areas = AttentionAreas.find(map, positive, threshold).stream()
                .map(area -> AttentionArea.of(area, geometry))
                .toList();
        return new SalientRelevance(map, areas);
    }

    /** Share of the picture in attention areas, 0 to 1. */
    public double areaShare() {
        return areas.stream().mapToDouble(AttentionArea::share).sum();
    }

    /** Share of the positive relevance in attention areas, 0 to 1. */
    public double relevanceShare() {
        return areas.stream().mapToDouble(AttentionArea::relevanceShare).sum();
    }

    /** Where the network looked, in one line. */
    public String inWords() {
        List<AttentionAreas.Area> inInput =
                areas.stream().map(AttentionArea::inInput).toList();
        return AttentionWords.describe(inInput, map.size());
    }
}
