package org.srmap.study.read;

import org.jspecify.annotations.Nullable;

/** Answers to the usual questions about a study. Shares are 0 to 1; null where there is nothing to divide by. */
public final class Findings {
    private Findings() {}

    /**
     * How often a model is right.
     *
     * @param photos that it saw
     * @param failed that could not be explained
     * @param judged with a known truth
     * @param right where the best class is the true one
     * @param top1 {@code right / judged}
     * @param top5 share of the judged ones with the true class among the best five
     * @param meanClass mean of the accuracies of all classes
     */
    public record Accuracy(
            String model,
            long photos,
            long failed,
            long judged,
            long right,
            @Nullable Double top1,
            @Nullable Double top5,
            @Nullable Double meanClass) {}

    /**
     * How often a model recognizes a class.
     *
     * @param label as the data set names it
     * @param name as the model names it; null when it has none for it
     * @param meanProbability mean probability of the true class
     * @param takenFor what it is taken for most often when it is not recognized
     */
    public record ClassAccuracy(
            String model,
            String label,
            @Nullable String name,
            long photos,
            long judged,
            long right,
            @Nullable Double accuracy,
            @Nullable Double meanProbability,
            @Nullable String takenFor) {}

    /** How often photos of a class are taken for another. */
    public record Confusion(
            String model,
            @Nullable String label,
            @Nullable String predicted,
            long photos,
            @Nullable Double probability) {}

    /**
     * A photo that one model gets right and another one wrong.
     *
     * @param right what the first says
     * @param wrong what the second says
     * @param margin by how much the first thinks the truth more probable than the second
     */
    public record Disagreement(String file, @Nullable String label, Side right, Side wrong, double margin) {}

    /**
     * What one model says about a photo, and where it looked.
     *
     * @param says the predicted class
     * @param probability of it
     * @param spread of its attention, see {@link ResultRow.Attention}
     * @param inside share of the SR mass on the object; null when not known
     */
    public record Side(
            @Nullable String says,
            @Nullable Double probability,
            @Nullable Double spread,
            @Nullable Double inside) {}

    /** Attention of a model where it is right, wrong, or where that is not known (null); means over the photos. */
    public record Habit(
            String model,
            String preset,
            @Nullable Boolean correct,
            long photos,
            @Nullable Double spread,
            @Nullable Double areaShare,
            @Nullable Double relevanceShare,
            @Nullable Double areas,
            @Nullable Double inside) {}

    /**
     * How much of the attention to a class lies on the object.
     *
     * @param inside mean share of the SR mass on the object
     * @param mostlyOutside photos with less than half of it there
     */
    public record Outside(
            String model,
            String preset,
            String label,
            @Nullable String name,
            long photos,
            double inside,
            long mostlyOutside) {}
}
