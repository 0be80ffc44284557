package org.srmap.canonize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.srmap.canonize.shape.ShapeInference;
import org.srmap.canonize.shape.Windows;
import org.srmap.graph.Attribute;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;

/** Makes GlobalMaxPool, and ReduceMax over all spatial axes, a MaxPool with one window as large as the picture. */
public final class ReplaceGlobalMax implements Pass {
    @Override
    public Result apply(Graph graph) {
        ShapeInference shapes = ShapeInference.of(graph);
        GraphEditor editor = new GraphEditor(graph);
        for (Node node : graph.nodes()) {
            Shape shape = node.is("GlobalMaxPool") || isSpatialMax(node, shapes) ? shapes.shape(node.input(0)) : null;
            if (shape != null && shape.rank() >= 3 && shape.rank() <= 5 && shape.isStaticFrom(1)) {
                replace(editor, editor.current(node), shape);
            }
        }
        return Result.of(editor);
    }

    private static boolean isSpatialMax(Node node, ShapeInference shapes) {
        Shape shape = node.is("ReduceMax") ? shapes.shape(node.input(0)) : null;
        long[] axes = shape == null ? null : shapes.axes(node);
        if (shape == null || axes == null || axes.length != shape.rank() - 2) {
            return false;
        }
        return Arrays.stream(axes)
                        .map(a -> a < 0 ? a + shape.rank() : a)
                        .filter(a -> a >= 2)
                        .distinct()
                        .count()
                == axes.length;
    }

    private static void replace(GraphEditor editor, Node node, Shape shape) {
        Map<String, Attribute> window = Map.of("kernel_shape", Attribute.ints(Windows.spatial(shape)));
        if (node.is("GlobalMaxPool") || node.integer("keepdims", 1) == 1) {
            editor.replace(node, node.as("MaxPool", List.of(node.input(0)), window));
            return;
        }
        String pooled = editor.fresh(node.name() + ".pooled");
        List<Node> nodes = new ArrayList<>();
        nodes.add(Node.of(pooled, "MaxPool", List.of(node.input(0)), pooled, window));
        nodes.add(node.as("Flatten", List.of(pooled), Map.of("axis", new Attribute.Int(1))));
        editor.replace(node, nodes.toArray(Node[]::new));
    }
}
