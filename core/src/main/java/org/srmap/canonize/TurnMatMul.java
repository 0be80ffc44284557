package org.srmap.canonize;

import java.util.List;
import java.util.Map;
import org.srmap.canonize.shape.ShapeInference;
import org.srmap.graph.Attribute;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;

/**
 * Makes a MatMul with constant weights on its left one with them on its right: W x is the transpose of
 * x<sup>T</sup> W<sup>T</sup>.
 */
public final class TurnMatMul implements Pass {
    @Override
    public Result apply(Graph graph) {
        ShapeInference shapes = ShapeInference.of(graph);
        GraphEditor editor = new GraphEditor(graph);
        for (Node node : graph.nodes()) {
            Tensor weight = node.is("MatMul") ? editor.weight(node.input(0)) : null;
            Shape x = weight == null ? null : shapes.shape(node.input(1));
            if (weight != null && weight.rank() == 2 && x != null && x.rank() >= 2) {
                turn(editor, editor.current(node), weight, x.rank());
            }
        }
        return Result.of(editor);
    }

    private static void turn(GraphEditor editor, Node node, Tensor weight, int rank) {
        long[] swapped = new long[rank];
        for (int i = 0; i < rank; i++) {
            swapped[i] = i < rank - 2 ? i : 2L * rank - 3 - i;
        }
        Map<String, Attribute> swap = Map.of("perm", Attribute.ints(swapped));
        String turned = editor.fresh(node.name() + ".turned");
        String product = editor.fresh(node.name() + ".product");
        String right = editor.addWeight(node.name() + ".weight", transposed(weight));
        editor.replace(
                node,
                Node.of(turned, "Transpose", List.of(node.input(1)), turned, swap),
                Node.of(product, "MatMul", List.of(turned, right), product, Map.of()),
                node.as("Transpose", List.of(product), swap));
    }

    private static Tensor transposed(Tensor weight) {
        int rows = (int) weight.size(0);
        int columns = (int) weight.size(1);
        float[] from = weight.toFloats();
        float[] to = new float[from.length];
        for (int i = 0; i < from.length; i++) {
            to[i % columns * rows + i / columns] = from[i];
        }
        return Tensor.floats(new long[] {columns, rows}, to);
    }
}
