package org.srmap.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.srmap.eval.Localization;
import org.srmap.eval.TrueRegion;
import org.srmap.saliency.AreaThreshold;

/**
 * Metrics that compare a map with the true region.
 *
 * @param metrics which
 */
public record RegionMetrics(List<Localization> metrics) implements Metric {
    private static final int TOLERANCE = 15;
    private static final int TOP = 1000;

    /** The names that {@link #named} knows. */
    public static final List<String> NAMES =
            List.of("pointing", "mass", "rank", "inside-total", "auc", "top-k", "iou", "box-error");

    /**
     * A threshold of attention areas and what it is called.
     *
     * @param text as the user gave it
     * @param threshold the threshold
     */
    public record Named(String text, AreaThreshold threshold) {}

    /** The metrics of that name. */
    static RegionMetrics named(String name, List<Named> thresholds) {
        List<Localization> metrics = new ArrayList<>();
        switch (name) {
            case "pointing" ->
                metrics.addAll(List.of(new Localization.Pointing(0), new Localization.Pointing(TOLERANCE)));
            case "mass" -> metrics.add(new Localization.Mass());
            case "rank" -> metrics.add(new Localization.Rank());
            case "inside-total" ->
                metrics.addAll(List.of(new Localization.InsideTotal(false), new Localization.InsideTotal(true)));
            case "auc" -> metrics.add(new Localization.Auc());
            case "top-k" -> metrics.add(new Localization.TopK(TOP));
            case "iou" -> thresholds.forEach(t -> metrics.add(new Localization.AreaIou(t.threshold(), t.text())));
            case "box-error" -> metrics.add(new Localization.BoxError(0.15, 0.5));
            default -> throw new IllegalArgumentException(name);
        }
        return new RegionMetrics(metrics);
    }

    @Override
    public List<Column> columns() {
        return metrics.stream()
                .map(m -> new Column(m.name(), m.moreIsBetter() ? Better.MORE : Better.LESS))
                .toList();
    }

    @Override
    public Values of(Subject subject) {
        TrueRegion truth = subject.one().truth();
        double[] numbers = new double[metrics.size()];
        if (truth == null) {
            Arrays.fill(numbers, Double.NaN);
        } else {
            Arrays.setAll(numbers, i -> metrics.get(i).score(subject.map(), truth));
        }
        return Values.of(numbers);
    }

    @Override
    public @Nullable String obstacle(Case one) {
        return one.truth() == null ? one.note() : null;
    }
}
