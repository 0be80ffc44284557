package org.srmap;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.Graph;
import org.srmap.graph.ModelException;
import org.srmap.graph.NonFinite;
import org.srmap.graph.Problem;
import org.srmap.model.Labels;
import org.srmap.operator.LayerKind;
import org.srmap.rule.Layer;

/** Collects everything that stands in the way of a model, each thing once. */
final class Obstacles {
    private final Set<Problem> found = new LinkedHashSet<>();

    /** Everything found so far, in order. */
    List<Problem> found() {
        return List.copyOf(found);
    }

    /** Requires an image input of a size, with the channels that the preprocessing gives. */
    void findInInput(Model model) {
        attempt(model::inputSize);
        Integer channels = attempt(model::channels);
        Integer given = attempt(() -> model.effectivePreprocessing().channels().count());
        if (channels != null && given != null && !given.equals(channels)) {
            add("the preprocessing gives " + given + " channels, but the model's input has " + channels);
        }
    }

    /** Requires that every weight is a finite number. */
    void findInWeights(Graph graph) {
        try (NonFinite search = new NonFinite()) {
            graph.weights().forEach((name, tensor) -> {
                String number = search.first(tensor);
                boolean isBound = number.contains("Infinity") && tensor.elements() == 1; // an open bound of a Clip
                if (!number.isEmpty() && !isBound) {
                    found.add(new Problem(name, "weight", number + ": relevance of such a model means nothing"));
                }
            });
        }
    }

    /** Requires layers that relevance maps are made for. */
    void findInLayers(Graph canonical) {
        if (Layer.of(canonical).stream().noneMatch(l -> l.kind() == LayerKind.CONV)) {
            add("the model has no convolution: srmap explains convolutional classifiers");
        }
    }

    /** Requires that labels fit the classes. */
    void findInLabels(@Nullable Labels labels, long classes) {
        if (labels != null && labels.size() != classes) {
            add("the model tells " + classes + " classes apart, but there are " + labels.size() + " labels");
        }
    }

    void add(String reason) {
        found.add(new Problem("", "", reason));
    }

    void addAll(List<Problem> problems) {
        found.addAll(problems);
    }

    /** What the step gives; null when it finds an obstacle. */
    <T> @Nullable T attempt(Supplier<T> step) {
        try {
            return step.get();
        } catch (ModelException e) {
            found.addAll(e.problems());
            return null;
        }
    }
}
