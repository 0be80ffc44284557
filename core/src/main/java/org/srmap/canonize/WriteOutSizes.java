package org.srmap.canonize;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.srmap.canonize.shape.ShapeInference;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;

/**
 * Writes out what a model may leave out: the axes that Pad does not touch and the sizes of a Split from operator set 18
 * on, and the axes of a Squeeze, among which the batch is none even when there is one picture.
 */
public final class WriteOutSizes implements Pass {
    @Override
    public Result apply(Graph graph) {
        ShapeInference shapes = ShapeInference.of(graph);
        GraphEditor editor = new GraphEditor(graph);
        for (Node node : graph.nodes()) {
            Shape shape = node.inputs().isEmpty() ? null : shapes.shape(node.input(0));
            if (shape == null) {
                continue;
            }
            if (node.is("Pad") && node.hasInput(3)) {
                pad(editor, editor.current(node), shape);
            } else if (node.is("Split") && !node.hasInput(1)) {
                split(editor, editor.current(node), shape);
            } else if (node.is("Squeeze") && !node.hasInput(1)) {
                squeeze(editor, editor.current(node), shape);
            }
        }
        return Result.of(editor);
    }

    private static void pad(GraphEditor editor, Node node, Shape shape) {
        long[] amounts = editor.longs(node.input(1));
        long[] axes = editor.longs(node.input(3));
        if (amounts == null || axes == null || amounts.length != 2 * axes.length) {
            return;
        }
        long[] all = new long[2 * shape.rank()];
        for (int i = 0; i < axes.length; i++) {
            int axis = ShapeInference.axis(axes[i], shape.rank());
            all[axis] = amounts[i];
            all[shape.rank() + axis] = amounts[axes.length + i];
        }
        String written = editor.addWeight(node.name() + ".pads", Tensor.longs(all));
        List<String> inputs =
                node.hasInput(2) ? List.of(node.input(0), written, node.input(2)) : List.of(node.input(0), written);
        editor.replace(node, node.withInputs(inputs));
    }

    private static void squeeze(GraphEditor editor, Node node, Shape shape) {
        long[] ones = IntStream.range(0, shape.rank())
                .filter(axis -> shape.size(axis) == 1)
                .asLongStream()
                .toArray();
        if (ones.length == 0) {
            editor.replace(node, node.as("Identity", List.of(node.input(0)), Map.of()));
        } else {
            String axes = editor.addWeight(node.name() + ".axes", Tensor.longs(ones));
            editor.replace(node, node.withInputs(List.of(node.input(0), axes)));
        }
    }

    private static void split(GraphEditor editor, Node node, Shape shape) {
        int axis = ShapeInference.axis(node.integer("axis", 0), shape.rank());
        int parts = node.outputs().size();
        if (shape.size(axis) < 0 || shape.size(axis) % parts == 0) {
            return;
        }
        long[] sizes = new long[parts];
        long each = -Math.floorDiv(-shape.size(axis), (long) parts);
        Arrays.setAll(sizes, i -> Math.max(0, Math.min(each, shape.size(axis) - i * each)));
        String written = editor.addWeight(node.name() + ".split", Tensor.longs(sizes));
        editor.replace(node, node.without("num_outputs").withInputs(List.of(node.input(0), written)));
    }
}
