package org.srmap.canonize;

import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;

/** Writes the padding that {@code auto_pad} stands for into Conv and pooling nodes. */
public final class WriteOutWindows implements Pass {
    @Override
    public Result apply(Graph graph) {
        ShapeInference shapes = ShapeInference.of(graph);
        GraphEditor editor = new GraphEditor(graph);
        for (Node node : graph.nodes()) {
            boolean auto = !node.text("auto_pad", "NOTSET").equals("NOTSET");
            Shape input = auto ? shapes.shape(node.input(0)) : null;
            if (input == null || !(node.is("Conv") || node.is("MaxPool") || node.is("AveragePool"))) {
                continue;
            }
            Shape weight = node.is("Conv") ? shapes.shape(node.input(1)) : null;
            long[] kernel = weight == null ? new long[0] : Windows.spatial(weight);
            Windows windows = Windows.of(node, Windows.spatial(input), kernel);
            editor.replace(node, windows.writtenInto(node));
        }
        return Result.of(editor);
    }
}
