package org.srmap.canonize;

import java.util.List;
import java.util.Map;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.Node;
import org.srmap.graph.Tensor;

/** Makes Max and Min with one constant number a Clip, and Mean of several values their Sum times a number. */
public final class ReplaceMaxMin implements Pass {
    @Override
    public Result apply(Graph graph) {
        GraphEditor editor = new GraphEditor(graph);
        for (Node node : graph.nodes()) {
            Node now = editor.current(node);
            if ((node.is("Max") || node.is("Min")) && node.inputs().size() == 2) {
                clip(editor, now);
            } else if (node.is("Mean") && node.inputs().size() > 1) {
                mean(editor, now);
            } else if ((node.is("Mean") || node.is("Sum") || node.is("Max") || node.is("Min"))
                    && node.inputs().size() == 1) {
                editor.replace(now, now.as("Identity", now.inputs(), Map.of()));
            }
        }
        return Result.of(editor);
    }

    private static void clip(GraphEditor editor, Node node) {
        int constant = editor.weight(node.input(0)) != null ? 0 : 1;
        Tensor bound = editor.weight(node.input(constant));
        if (bound == null || bound.elements() != 1) {
            return;
        }
        String scalar =
                editor.addWeight(node.name() + ".bound", bound.toFloat32().reshaped());
        String x = node.input(1 - constant);
        List<String> inputs = node.is("Max") ? List.of(x, scalar) : List.of(x, "", scalar);
        editor.replace(node, node.as("Clip", inputs, Map.of()));
    }

    private static void mean(GraphEditor editor, Node node) {
        String sum = editor.fresh(node.name() + ".sum");
        String share = editor.addWeight(
                node.name() + ".share", Tensor.scalar(1f / node.inputs().size()));
        editor.replace(
                node,
                Node.of(sum, node.inputs().size() == 2 ? "Add" : "Sum", node.inputs(), sum, Map.of()),
                node.as("Mul", List.of(sum, share), Map.of()));
    }
}
