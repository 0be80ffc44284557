package org.srmap.canonize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.srmap.graph.Attribute;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.ModelException;
import org.srmap.graph.Node;
import org.srmap.graph.Tensor;
import org.srmap.operator.Operator;

/** Brings operators of any operator set from 7 on into the form that they have in operator set 17. */
public final class UpgradeOperators implements Pass {
    /** The operator set of canonical graphs. */
    public static final int OPSET = 17;

    /** The oldest operator set that is understood: before it, arithmetic broadcast in another way. */
    private static final int OLDEST = 7;

    @Override
    public Result apply(Graph graph) {
        if (graph.opset() < OLDEST) {
            throw new ModelException("the model uses version " + graph.opset() + " of the ONNX operators; version "
                    + OLDEST + " or newer is needed (onnx.version_converter can convert it)");
        }
        GraphEditor editor = new GraphEditor(graph);
        Graph finished = upgrade(editor, graph.opset());
        return new Result(finished.withOpset(OPSET), editor.changes() + (graph.opset() == OPSET ? 0 : 1));
    }

    private static Graph upgrade(GraphEditor editor, long opset) {
        for (Node node : editor.nodes()) {
            Node entered = Branches.inside(node, inner -> upgrade(new GraphEditor(inner), opset));
            Node upgraded = node.domain().isEmpty() ? upgrade(entered, editor, opset) : entered;
            if (!upgraded.equals(node)) {
                editor.replace(node, upgraded);
            }
        }
        return editor.finish();
    }

    private static Node upgrade(Node node, GraphEditor editor, long opset) {
        return switch (node.op()) {
            case "Clip" -> clip(node, editor);
            case "Cast" -> node.without("saturate", "round_mode");
            case "AveragePool" -> averagePool(node, opset);
            case "MaxPool" -> node.outputs().size() == 1 ? node.without("storage_order") : node;
            case "Pad" -> pad(node, editor);
            case "Slice" -> slice(node, editor);
            case "Squeeze", "Unsqueeze", "ReduceSum" -> listToInput(node, editor, "axes");
            case "Split" -> listToInput(node, editor, "split").without("num_outputs");
            case "Softmax", "LogSoftmax", "Hardmax" -> opset < 13 ? FlattenSoftmax.marked(node) : node;
            case "BatchNormalization" -> batchNormalization(node, opset);
            case "Dropout" -> node.withOutputs(node.outputs().subList(0, 1));
            case "Sum" -> node.inputs().size() == 2 ? node.as("Add", node.inputs(), Map.of()) : node;
            default -> Operator.is(node, Operator::movesAxesIn18) ? reduction(node, editor) : node;
        };
    }

    /** In training mode, which before operator set 14 showed in further outputs, it stays as it is. */
    private static Node batchNormalization(Node node, long opset) {
        boolean training = opset < 14 ? node.outputs().size() > 1 : node.integer("training_mode", 0) != 0;
        Node plain = node.without("spatial", "momentum", "is_test", "consumed_inputs", "training_mode");
        return training
                ? plain.with(RefuseTrainingMode.TRAINING, new Attribute.Int(1))
                : plain.withOutputs(node.outputs().subList(0, 1));
    }

    private static boolean isAll(Node node, String attribute, long value) {
        long[] list = node.integers(attribute);
        return list != null && Arrays.stream(list).allMatch(v -> v == value);
    }

    /** From operator set 19 on, a window that hangs over the padded end averages over what it covers only. */
    private static Node averagePool(Node node, long opset) {
        Node plain = isAll(node, "dilations", 1) ? node.without("dilations") : node;
        boolean differs = opset >= 19 && node.integer("ceil_mode", 0) == 1 && node.integer("count_include_pad", 0) == 1;
        return differs
                ? plain.with("count_include_pad", new Attribute.Int(WriteOutWindows.PADS_WITHOUT_OVERHANG))
                : plain;
    }

    private static Node clip(Node node, GraphEditor editor) {
        if (!node.has("min") && !node.has("max")) {
            return node;
        }
        String min = editor.addWeight(node.name() + ".min", Tensor.scalar(node.real("min", -Float.MAX_VALUE)));
        String max = editor.addWeight(node.name() + ".max", Tensor.scalar(node.real("max", Float.MAX_VALUE)));
        return node.as("Clip", List.of(node.input(0), min, max), Map.of());
    }

    private static Node pad(Node node, GraphEditor editor) {
        long[] pads = node.integers("pads");
        if (pads == null) {
            return node;
        }
        String amounts = editor.addWeight(node.name() + ".pads", Tensor.longs(pads));
        String value = editor.addWeight(node.name() + ".value", Tensor.scalar(node.real("value", 0)));
        Attribute mode = new Attribute.Text(node.text("mode", "constant"));
        return node.as("Pad", List.of(node.input(0), amounts, value), Map.of("mode", mode));
    }

    private static Node slice(Node node, GraphEditor editor) {
        long[] starts = node.integers("starts");
        long[] ends = node.integers("ends");
        if (starts == null || ends == null) {
            return node;
        }
        long[] axes = node.integers("axes");
        if (axes == null) {
            axes = new long[starts.length];
            Arrays.setAll(axes, i -> i);
        }
        List<String> inputs = new ArrayList<>(List.of(node.input(0)));
        inputs.add(editor.addWeight(node.name() + ".starts", Tensor.longs(starts)));
        inputs.add(editor.addWeight(node.name() + ".ends", Tensor.longs(ends)));
        inputs.add(editor.addWeight(node.name() + ".axes", Tensor.longs(axes)));
        return node.as("Slice", inputs, Map.of());
    }

    private static Node listToInput(Node node, GraphEditor editor, String attribute) {
        long[] list = node.integers(attribute);
        if (list == null) {
            return node;
        }
        String constant = editor.addWeight(node.name() + "." + attribute, Tensor.longs(list));
        return node.without(attribute).withInputs(List.of(node.input(0), constant));
    }

    /** Operator set 18 made the axes of reductions an input. */
    private static Node reduction(Node node, GraphEditor editor) {
        if (node.inputs().size() < 2) {
            return node.without("noop_with_empty_axes");
        }
        long[] axes = editor.longs(node.input(1));
        if (axes == null) {
            return node;
        }
        return node.without("noop_with_empty_axes")
                .withInputs(List.of(node.input(0)))
                .with("axes", Attribute.ints(axes));
    }
}
