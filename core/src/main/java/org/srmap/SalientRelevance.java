package org.srmap;

import java.util.List;
import org.srmap.saliency.AttentionAreas;
import org.srmap.saliency.AttentionWords;

/**
 * The Salient Relevance map and its attention areas.
 *
 * @param map height x width values in [0, 1], at the model's input resolution
 * @param height of the map
 * @param width of the map
 * @param areas attention areas, the largest share of the positive relevance first
 */
public record SalientRelevance(float[] map, int height, int width, List<AttentionArea> areas) {

    public SalientRelevance {
        areas = List.copyOf(areas);
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
        return AttentionWords.describe(inInput, height, width);
    }
}
