package org.srmap;

import java.util.ArrayList;
import java.util.List;
import org.srmap.canonize.Canonizer;
import org.srmap.canonize.Passes;
import org.srmap.graph.Graph;
import org.srmap.graph.ModelException;
import org.srmap.graph.NonFinite;
import org.srmap.graph.Problem;
import org.srmap.map.Size;
import org.srmap.runtime.Session;

/** What is asked of a model before it is compiled: finite weights, and the sizes of its input. */
final class ModelInput {
    private ModelInput() {}

    /**
     * Checks that every weight is a finite number.
     *
     * @throws ModelException naming every weight with a NaN or infinity in it
     */
    static void requireFiniteWeights(Graph graph) {
        List<Problem> problems = new ArrayList<>();
        try (NonFinite search = new NonFinite()) {
            graph.weights().forEach((name, tensor) -> {
                String found = search.first(tensor);
                boolean isBound = found.contains("Infinity") && tensor.elements() == 1; // an open bound of a Clip
                if (!found.isEmpty() && !isBound) {
                    problems.add(new Problem(name, "weight", found + ": relevance of such a model means nothing"));
                }
            });
        }
        if (!problems.isEmpty()) {
            throw new ModelException(problems);
        }
    }

    /** The model in canonical form, with the output that is explained. */
    static Passes.Rewritten canonized(Model model) {
        return Canonizer.canonize(model.choice().graph(), sizes(model), Session::constants);
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
