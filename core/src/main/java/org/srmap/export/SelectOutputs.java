package org.srmap.export;

import java.util.List;
import org.srmap.canonize.Pass;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.ModelException;
import org.srmap.graph.Value;

/**
 * Keeps some of the outputs, and of the nodes only those that they need.
 *
 * @param names names of the outputs to keep, in their new order
 */
public record SelectOutputs(List<String> names) implements Pass {

    public SelectOutputs {
        names = List.copyOf(names);
    }

    @Override
    public Result apply(Graph graph) {
        List<Value> outputs = names.stream().map(name -> output(graph, name)).toList();
        int changes = outputs.equals(graph.outputs()) ? 0 : 1;
        return new Result(new GraphEditor(graph).finish(graph.inputs(), outputs), changes);
    }

    private static Value output(Graph graph, String name) {
        return graph.outputs().stream()
                .filter(v -> v.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ModelException("the graph has no output \"" + name + "\""));
    }
}
