package org.srmap;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.srmap.image.Geometry;
import org.srmap.map.PixelMap;

/**
 * Why a model said what it said about one photo.
 *
 * @param source name of the photo
 * @param logits the model's outputs before any softmax, one per class
 * @param top the classes with the largest logits, best first
 * @param target the class that is explained
 * @param relevance signed relevance of the input; what speaks for the target is positive; as many channels as the input
 *     has, or 1 for methods that rate whole pixels
 * @param salient SR map and attention areas; null without SR stage
 * @param inner relevance at the nodes asked for
 * @param conservation sums of relevance
 * @param geometry where the input lies in the photo
 * @param provenance where this comes from
 * @param timings how long it took
 */
public record Explanation(
        String source,
        float[] logits,
        List<ClassScore> top,
        ClassScore target,
        PixelMap relevance,
        @Nullable SalientRelevance salient,
        List<InnerRelevance> inner,
        Conservation conservation,
        Geometry geometry,
        Provenance provenance,
        Timings timings) {

    public Explanation {
        top = List.copyOf(top);
        inner = List.copyOf(inner);
    }

    /** Where the network looked, in one line; what was predicted when there is no SR stage. */
    public String inWords() {
        return salient != null
                ? salient.inWords()
                : String.format(java.util.Locale.ROOT, "%s (%.1f %%)", target.label(), 100 * target.probability());
    }
}
