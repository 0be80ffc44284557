package org.srmap.canonize;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.srmap.canonize.shape.ShapeInference;
import org.srmap.graph.Attribute;
import org.srmap.graph.Draft;
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
        float[] ones = new float[groups];
        Arrays.fill(ones, 1);
        long[] perGroup = {groups};
        Draft draft = new Draft(editor, node.name() + ".");
        List<String> normalized = List.of(
                draft.reshape(node.input(0), 0, groups, -1),
                draft.constant("ones", Tensor.floats(perGroup, ones)),
                draft.constant("zeros", Tensor.floats(perGroup, new float[groups])));
        Map<String, Attribute> epsilon = Map.of("epsilon", new Attribute.Real(node.real("epsilon", 1e-5f)));
        String back = draft.reshape(draft.op("InstanceNormalization", normalized, epsilon), whole);
        String scaled = draft.mul(back, draft.constant("channels", perChannel(node, scale, shape)));
        String shift = draft.constant("channels", perChannel(node, bias, shape));
        draft.put(node.as("Add", List.of(scaled, shift), Map.of()));
        draft.replace(node);
    }

    /** One number per channel; operator set 18 had one per group. */
    private static Tensor perChannel(Node node, Tensor given, Shape shape) {
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
        return Tensor.floats(sizes, all);
    }
}
