package org.srmap.canonize;

import java.util.List;
import java.util.Map;
import org.srmap.canonize.shape.ShapeInference;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;

/** Makes a MatMul of a batch of vectors with constant weights a Gemm; a constant added to it becomes its bias. */
public final class MergeMatMulAdd implements Pass {
    @Override
    public Result apply(Graph graph) {
        ShapeInference shapes = ShapeInference.of(graph);
        GraphEditor editor = new GraphEditor(graph);
        for (Node node : graph.nodes()) {
            Shape input = node.is("MatMul") ? shapes.shape(node.input(0)) : null;
            Tensor weight = node.is("MatMul") ? editor.weight(node.input(1)) : null;
            Node current = editor.producer(node.output());
            if (current != null && input != null && input.rank() == 2 && weight != null && weight.rank() == 2) {
                merge(editor, current, weight);
            }
        }
        return Result.of(editor);
    }

    private static void merge(GraphEditor editor, Node matMul, Tensor weight) {
        Node add = editor.isUsedOnce(matMul.output())
                ? editor.consumers(matMul.output()).get(0)
                : matMul;
        String bias = add.is("Add") ? add.input(add.input(0).equals(matMul.output()) ? 1 : 0) : "";
        Tensor constant = editor.weight(bias);
        boolean fits = constant != null
                && constant.rank() <= 2
                && constant.elements() == weight.size(1)
                && (constant.rank() < 2 || constant.size(0) == 1);
        if (constant == null || !fits) {
            editor.replace(matMul, matMul.as("Gemm", matMul.inputs(), Map.of()));
            return;
        }
        String flat = editor.addWeight(matMul.name() + ".bias", constant.reshaped(weight.size(1)));
        editor.replace(matMul, matMul.as("Gemm", List.of(matMul.input(0), matMul.input(1), flat), Map.of()));
        editor.bypass(add, add.output(), matMul.output());
    }
}
