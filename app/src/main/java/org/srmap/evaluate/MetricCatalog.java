package org.srmap.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.srmap.Classifier;
import org.srmap.Model;

/** The metrics by the names of the command line. */
public final class MetricCatalog {
    /** All names. */
    public static final List<String> NAMES = names();

    private MetricCatalog() {}

    private static List<String> names() {
        List<String> names = new ArrayList<>(RegionMetrics.NAMES);
        names.add("grid");
        names.addAll(PerturbationMetrics.NAMES);
        names.addAll(SanityMetrics.NAMES);
        names.addAll(MapMetrics.NAMES);
        return List.copyOf(names);
    }

    /** The metrics of the settings, each once, in the order of {@link #NAMES}. */
    static List<Metric> of(EvaluationSettings settings, Classifier classifier, Model model) {
        List<Metric> metrics = new ArrayList<>();
        for (String name : NAMES) {
            if (!settings.metrics().contains(name)) {
                continue;
            }
            if (RegionMetrics.NAMES.contains(name)) {
                metrics.add(RegionMetrics.named(name, settings.thresholds()));
            } else if (PerturbationMetrics.NAMES.contains(name)) {
                metrics.add(new PerturbationMetrics(name, classifier, settings.perturbation()));
            } else if (SanityMetrics.NAMES.contains(name)) {
                metrics.add(SanityMetrics.named(name, classifier, model, settings.seed()));
            } else if (MapMetrics.NAMES.contains(name)) {
                metrics.add(MapMetrics.named(name));
            }
        }
        return metrics;
    }
}
