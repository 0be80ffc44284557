package org.srmap.canonize;

import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;

/** One rewriting of a graph that leaves what it computes as it is. Stateless; called after what it does. */
public interface Pass {

    /**
     * A graph after a pass.
     *
     * @param graph the new graph
     * @param changes number of changes made, 0 when the graph is as before
     */
    record Result(Graph graph, int changes) {
        static Result of(GraphEditor editor) {
            return new Result(editor.finish(), editor.changes());
        }
    }

    /** Applies the pass; the graph given is not modified. */
    Result apply(Graph graph);

    /** What reports call the pass. */
    default String name() {
        return getClass().getSimpleName();
    }
}
