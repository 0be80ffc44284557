package org.srmap.canonize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.srmap.canonize.shape.ShapeInference;
import org.srmap.graph.Attribute;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.ModelException;
import org.srmap.graph.Node;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;

/** Writes GroupNormalization as InstanceNormalization of groups, then a factor and a shift per channel. */
public final class ExpandGroupNorm implements Pass {
    @Override
    public Result apply(Graph graph) {
        ShapeInference shapes = ShapeInference.of(graph);
        GraphEditor editor = new GraphEditor(graph);
        for (Node node : graph.nodes()) {
            Shape shape = node.is("GroupNormalization") ? shapes.shape(node.input(0)) : null;
            Tensor scale = editor.weight(node.input(1));
            Tensor bias = editor.weight(node.input(2));
            long groups = node.integer("num_groups", 0);
            boolean fits = shape != null
                    && scale != null
                    && bias != null
                    && shape.rank() >= 3
                    && shape.isStaticFrom(1)
                    && groups > 0
                    && shape.size(1) % groups == 0;
            if (fits && shape != null && scale != null && bias != null) {
                expand(editor, editor.current(node), shape, scale, bias);
            }
        }
        return Result.of(editor);
    }

    private static void expand(GraphEditor editor, Node node, Shape shape, Tensor scale, Tensor bias) {
        int groups = (int) node.integer("num_groups", 0);
        long[] whole = shape.sizes();
        whole[0] = 0;
        List<Node> nodes = new ArrayList<>();
        float[] ones = new float[groups];
        Arrays.fill(ones, 1);
        long[] perGroup = {groups};
        String grouped =
                add(editor, nodes, node, "Reshape", Map.of(), node.input(0), longs(editor, node, 0, groups, -1));
        String normed = add(
                editor,
                nodes,
                node,
                "InstanceNormalization",
                Map.of("epsilon", new Attribute.Real(node.real("epsilon", 1e-5f))),
                grouped,
                editor.addWeight(node.name() + ".ones", Tensor.floats(perGroup, ones)),
                editor.addWeight(node.name() + ".zeros", Tensor.floats(perGroup, new float[groups])));
        String back = add(editor, nodes, node, "Reshape", Map.of(), normed, longs(editor, node, whole));
        String scaled = add(editor, nodes, node, "Mul", Map.of(), back, channels(editor, node, scale, shape));
        nodes.add(node.as("Add", List.of(scaled, channels(editor, node, bias, shape)), Map.of()));
        editor.replace(node, nodes.toArray(Node[]::new));
    }

    private static String longs(GraphEditor editor, Node node, long... values) {
        return editor.addWeight(node.name() + ".shape", Tensor.longs(values));
    }

    private static String add(
            GraphEditor editor,
            List<Node> nodes,
            Node origin,
            String op,
            Map<String, Attribute> attributes,
            String... inputs) {
        String name = editor.fresh(origin.name() + "." + op);
        nodes.add(Node.of(name, op, List.of(inputs), name, attributes));
        return name;
    }

    /** One number per channel; operator set 18 had one per group. */
    private static String channels(GraphEditor editor, Node node, Tensor given, Shape shape) {
        int channels = (int) shape.size(1);
        float[] values = given.toFloats();
        if (values.length == 0) {
            throw ModelException.of(node, "has no scale or no bias");
        }
        float[] all = new float[channels];
        for (int c = 0; c < channels; c++) {
            all[c] = values[(int) ((long) c * values.length / channels)];
        }
        long[] sizes = new long[shape.rank()];
        Arrays.fill(sizes, 1);
        sizes[1] = channels;
        return editor.addWeight(node.name() + ".channels", Tensor.floats(sizes, all));
    }
}
