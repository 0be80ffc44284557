package org.srmap;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.srmap.attribution.FileMethod;
import org.srmap.attribution.Method;
import org.srmap.attribution.Network;
import org.srmap.graph.Graph;
import org.srmap.graph.ModelException;
import org.srmap.image.Preprocessing;
import org.srmap.map.Size;
import org.srmap.model.Labels;
import org.srmap.rule.InputRange;
import org.srmap.runtime.SessionSettings;

/**
 * A model that can be used, in the form that everything works with. It is made of a classifier, or of an explainer file,
 * whose graph was canonized and compiled before.
 *
 * @param model the model as it was read
 * @param graph its canonical graph; of an explainer file, its graph
 * @param steps what was done to the model, in order
 * @param labels names of its classes
 * @param range values that a preprocessed picture can have
 * @param proof relative difference of the logits that canonization made; NaN when not checked
 * @param fixed the method of an explainer file; null for a classifier, which takes any
 */
public record CanonicalModel(
        Model model,
        Graph graph,
        List<String> steps,
        Labels labels,
        InputRange range,
        double proof,
        @Nullable FileMethod fixed) {

    public CanonicalModel {
        steps = List.copyOf(steps);
    }

    /**
     * Makes a model ready.
     *
     * @param proof whether to check that the canonical graph gives the model's own logits
     * @throws ModelException listing everything that stands in the way: of its input, its weights, its layers and its
     *     labels
     */
    public static CanonicalModel of(Model model, boolean proof) {
        ExplainerInfo info = model.explainer();
        return info == null ? Preparation.of(model).ready(proof) : ExplainerFile.ready(model, info);
    }

    /** The method to explain it with when {@code wanted} is asked for. */
    Method method(Method wanted) {
        return fixed != null ? fixed : wanted;
    }

    /** The network, run with the settings given. */
    Network network(SessionSettings settings) {
        Size size = model.inputSize();
        boolean channelsLast = model.layout() == Model.Layout.NHWC;
        return new Network(graph, model.channels(), size.height(), size.width(), channelsLast, settings);
    }

    static Labels labels(Model model, int classes) {
        Labels given = model.labels();
        return given != null ? given : Labels.numbered(classes);
    }

    static InputRange range(Model model) {
        Preprocessing.FullRange range = model.effectivePreprocessing().fullRange();
        return new InputRange(
                range.low().stream().map(Float::doubleValue).toList(),
                range.high().stream().map(Float::doubleValue).toList());
    }
}
