package org.srmap.canonize;

import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.Node;

/**
 * Removes a Sigmoid that ends the model, of one score or of several labels: what is explained is the logit. The graph says
 * from then on that its {@link Link} is a sigmoid.
 */
public final class DropFinalSigmoid implements Pass {
    @Override
    public Result apply(Graph graph) {
        GraphEditor editor = new GraphEditor(graph);
        Node last = Ending.last(graph, editor);
        if (last == null || !last.is("Sigmoid")) {
            return new Result(graph, 0);
        }
        Ending.cut(last, graph, editor);
        return new Result(Link.SIGMOID.writtenInto(editor.finish()), editor.changes());
    }
}
