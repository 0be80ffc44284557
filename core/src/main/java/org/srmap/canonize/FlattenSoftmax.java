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
 * Writes out what Softmax, LogSoftmax and Hardmax meant before operator set 13: all axes from the one named on are one.
 * The batch axis, should it be among them, is left out.
 */
public final class FlattenSoftmax implements Pass {
    /** Marks a node between {@link UpgradeOperators} and this pass: the axis is the first of those that are one. */
    private static final String FROM = "srmap_from_axis";

    /** The node of an operator set before 13, marked for this pass. */
    static Node marked(Node node) {
        return node.without("axis").with(FROM, new Attribute.Int(node.integer("axis", 1)));
    }

    @Override
    public Result apply(Graph graph) {
        ShapeInference shapes = ShapeInference.of(graph);
        GraphEditor editor = new GraphEditor(graph);
        for (Node node : graph.nodes()) {
            Shape shape = node.has(FROM) ? shapes.shape(node.input(0)) : null;
            if (shape != null && shape.rank() > 0) {
                writeOut(editor, editor.current(node), shape);
            }
        }
        return Result.of(editor);
    }

    private static void writeOut(GraphEditor editor, Node node, Shape shape) {
        int last = shape.rank() - 1;
        int named = ShapeInference.axis(node.integer(FROM, 1), shape.rank());
        int from = Math.min(last, shape.dim(0).isKnown() ? named : Math.max(1, named));
        Node plain = node.without(FROM);
        boolean openAfter = !shape.isStaticFrom(from);
        if (from == last || openAfter || shape.elementsFrom(from) == shape.size(from)) {
            editor.replace(node, plain.with("axis", new Attribute.Int(from)));
            return;
        }
        String flat = editor.fresh(node.name() + ".flat");
        String rated = editor.fresh(node.name() + ".rated");
        String target = editor.addWeight(node.name() + ".shape", Tensor.longs(shape.sizes()));
        editor.replace(
                node,
                Node.of(flat, "Flatten", List.of(node.input(0)), flat, Map.of("axis", new Attribute.Int(from))),
                new Node(rated, "", node.op(), List.of(flat), List.of(rated), Map.of("axis", new Attribute.Int(1))),
                node.as("Reshape", List.of(rated, target), Map.of()));
    }
}
