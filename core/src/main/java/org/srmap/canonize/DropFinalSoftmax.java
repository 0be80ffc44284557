package org.srmap.canonize;

import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.Node;
import org.srmap.operator.Operator;

/** Removes a Softmax or LogSoftmax that ends the model: what is explained is the logit. */
public final class DropFinalSoftmax implements Pass {
    @Override
    public Result apply(Graph graph) {
        GraphEditor editor = new GraphEditor(graph);
        Node last = editor.producer(graph.outputs().get(0).name());
        while (last != null && Operator.is(last, Operator::reshapes)) {
            last = editor.producer(last.input(0));
        }
        if (last != null && (last.is("Softmax") || last.is("LogSoftmax"))) {
            editor.bypass(last, last.output(), last.input(0));
        }
        return Result.of(editor);
    }
}
