package org.srmap;

import java.util.List;
import org.srmap.map.PixelMap;
import org.srmap.saliency.AttentionAreas;
import org.srmap.saliency.AttentionWords;

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
