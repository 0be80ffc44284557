package org.srmap.canonize.constant;

import java.util.Map;
import org.srmap.graph.Graph;
import org.srmap.graph.Tensor;

/** Computes graphs of constants, with the arithmetic of a runtime. */
public interface ConstantRunner {

    /** Computes nothing: what only a runtime can evaluate stays in the graph. */
    ConstantRunner NONE = graph -> Map.of();

    /**
     * The outputs of a graph without inputs, by name.
     *
     * @throws org.srmap.graph.ModelException when it cannot be computed
     */
    Map<String, Tensor> outputs(Graph graph);
}
