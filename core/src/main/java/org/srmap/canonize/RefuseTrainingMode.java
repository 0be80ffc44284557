package org.srmap.canonize;

import java.util.ArrayList;
import java.util.List;
import org.srmap.graph.Graph;
import org.srmap.graph.ModelException;
import org.srmap.graph.Node;
import org.srmap.graph.Problem;

/** Refuses models that were exported in training mode: their scores depend on what else is in the batch. */
public final class RefuseTrainingMode implements Pass {
    /** Attribute that says that a BatchNormalization takes the statistics of the batch. */
    static final String TRAINING = "training_mode";

    @Override
    public Result apply(Graph graph) {
        List<Problem> problems = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (node.is("BatchNormalization") && node.integer(TRAINING, 0) != 0) {
                problems.add(new Problem(
                        node.name(),
                        node.op(),
                        "was exported in training mode: it takes mean and variance of the batch, not those of the model;"
                                + " export the model again in evaluation mode (PyTorch: model.eval())"));
            }
        }
        if (!problems.isEmpty()) {
            throw new ModelException(problems);
        }
        return new Result(graph, 0);
    }
}
