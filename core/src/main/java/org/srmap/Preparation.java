package org.srmap;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.srmap.canonize.Canonizer;
import org.srmap.canonize.Passes;
import org.srmap.graph.Graph;
import org.srmap.graph.ModelException;
import org.srmap.graph.Problem;
import org.srmap.graph.Shape;
import org.srmap.graph.Value;
import org.srmap.lrp.RelevanceCompiler;
import org.srmap.map.Size;
import org.srmap.runtime.Session;

/**
 * A classifier brought into canonical form as far as that goes, and all that stands in the way of using it. Whoever needs
 * a model that can be used takes {@link CanonicalModel#of}.
 *
 * @param model the model as it was read, no explainer file
 * @param explained its graph with what is explained as its only output; null when that cannot be told
 * @param canonical its canonical graph and the passes that changed something; null when it has none
 * @param obstacles what stands in the way of any use: its input, its weights, its layers, its labels
 */
public record Preparation(
        Model model, @Nullable Graph explained, Passes.@Nullable Rewritten canonical, List<Problem> obstacles) {

    public Preparation {
        obstacles = List.copyOf(obstacles);
    }

    /** Prepares a classifier. */
    public static Preparation of(Model model) {
        Obstacles obstacles = new Obstacles();
        obstacles.findInInput(model);
        obstacles.findInWeights(model.graph());
        Graph explained = obstacles.attempt(() -> model.choice().graph());
        Passes.Rewritten canonical = explained == null
                ? null
                : obstacles.attempt(() -> Canonizer.canonize(explained, sizes(model), Session::constants));
        if (canonical != null) {
            obstacles.findInLayers(canonical.graph());
            Integer classes = obstacles.attempt(() -> classes(canonical.graph()));
            if (classes != null) {
                obstacles.findInLabels(model.labels(), classes);
            }
        }
        return new Preparation(model, explained, canonical, obstacles.found());
    }

    /** Everything that stands in the way of explaining it: the obstacles, and nodes that relevance does not get through. */
    public List<Problem> obstaclesToRelevance() {
        List<Problem> all = new ArrayList<>(obstacles);
        if (canonical != null) {
            all.addAll(RelevanceCompiler.unsupported(canonical.graph()));
        }
        return all;
    }

    /**
     * The model, ready.
     *
     * @param proof whether to check that the canonical graph gives the model's own logits
     * @throws ModelException listing everything that stands in the way
     */
    public CanonicalModel ready(boolean proof) {
        if (explained == null || canonical == null || !obstacles.isEmpty()) {
            throw new ModelException(obstaclesToRelevance());
        }
        Graph graph = canonical.graph();
        return new CanonicalModel(
                model,
                graph,
                canonical.steps().stream().map(Passes.Step::toString).toList(),
                CanonicalModel.labels(model, classes(graph)),
                CanonicalModel.range(model),
                proof ? proof(explained, graph) : Double.NaN,
                null);
    }

    /** Where the runtime cannot take the model, nodes that srmap does not know say more about why. */
    private double proof(Graph read, Graph graph) {
        try {
            return CanonizationProof.relativeError(read, graph);
        } catch (ModelException e) {
            List<Problem> unknown = obstaclesToRelevance();
            throw unknown.isEmpty() ? e : new ModelException(unknown, e);
        }
    }

    private static int classes(Graph canonical) {
        Value logits = canonical.outputs().get(0);
        Shape shape = logits.shape();
        if (shape.rank() != 2 || shape.size(1) < 1) {
            throw new ModelException("the output \"" + logits.name() + "\" has the shape " + shape
                    + "; a number for each of the classes, N x classes, is needed");
        }
        return Math.toIntExact(shape.size(1));
    }

    /** Sizes of the input after the batch axis. */
    static List<Long> sizes(Model model) {
        Size size = model.inputSize();
        long h = size.height();
        long w = size.width();
        long c = model.channels();
        return model.layout() == Model.Layout.NCHW ? List.of(c, h, w) : List.of(h, w, c);
    }
}
