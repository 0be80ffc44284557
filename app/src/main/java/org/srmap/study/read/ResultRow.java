package org.srmap.study.read;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One photo, model and preset. What is not known is null.
 *
 * @param file the photo, as the data set names it
 * @param label its true class, as the data set names it
 * @param error why there is no result; null when there is one
 * @param prediction what the model said
 * @param attention where it looked
 * @param relevance sums of relevance
 * @param width of the photo in pixels
 * @param height of the photo in pixels
 * @param seconds that it took
 */
public record ResultRow(
        String file,
        @Nullable String label,
        String model,
        String preset,
        @Nullable String error,
        Prediction prediction,
        Attention attention,
        Relevance relevance,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable Double seconds) {

    /**
     * What a model said about a photo.
     *
     * @param truth the class of the label in this model
     * @param correct whether the best class is the true one; null without truth
     * @param top the best classes, best first
     * @param target the class that is explained
     * @param targetProbability its probability, 0 to 1
     * @param truthProbability probability of the true class, 0 to 1
     */
    public record Prediction(
            @Nullable Integer truth,
            @Nullable Boolean correct,
            List<Scored> top,
            @Nullable String target,
            @Nullable Double targetProbability,
            @Nullable Double truthProbability) {
        public Prediction {
            top = List.copyOf(top);
        }
    }

    /**
     * A class with its probability.
     *
     * @param index of the class in the model
     * @param probability 0 to 1
     */
    public record Scored(int index, String name, double probability) {}

    /**
     * Where a model looked.
     *
     * @param areas number of attention areas
     * @param areaShare share of the picture in them, 0 to 1
     * @param relevanceShare share of the positive relevance in them, 0 to 1
     * @param focusX where the SR map is largest, 0 to 1 of the photo's width
     * @param focusY where the SR map is largest, 0 to 1 of the photo's height
     * @param spread root mean square distance of the SR mass from its centroid, in diagonals of the photo
     * @param inside share of the SR mass on the object, 0 to 1; null where no boxes or mask are known
     */
    public record Attention(
            @Nullable Integer areas,
            @Nullable Double areaShare,
            @Nullable Double relevanceShare,
            @Nullable Double focusX,
            @Nullable Double focusY,
            @Nullable Double spread,
            @Nullable Double inside) {}

    /**
     * Conservation.
     *
     * @param in relevance at the logits
     * @param out sum of the relevance at the pixels
     */
    public record Relevance(@Nullable Double in, @Nullable Double out) {}
}
