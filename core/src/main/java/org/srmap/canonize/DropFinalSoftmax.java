package org.srmap.canonize;

import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.Node;

/** Removes a Softmax or LogSoftmax that ends the model: what is explained is the logit. */
public final class DropFinalSoftmax implements Pass {
    @Override
    public Result apply(Graph graph) {
        GraphEditor editor = new GraphEditor(graph);
        Node last = Ending.last(graph, editor);
        if (last != null && (last.is("Softmax") || last.is("LogSoftmax")) && Ending.isOverClasses(last, graph)) {
            Ending.cut(last, graph, editor);
        }
        return Result.of(editor);
    }
}
