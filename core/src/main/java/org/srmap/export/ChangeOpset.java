package org.srmap.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.srmap.canonize.Pass;
import org.srmap.canonize.shape.ShapeInference;
import org.srmap.canonize.shape.Windows;
import org.srmap.graph.Attribute;
import org.srmap.graph.DataType;
import org.srmap.graph.Draft;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.ModelException;
import org.srmap.graph.Node;
import org.srmap.graph.Problem;
import org.srmap.graph.Shape;
import org.srmap.graph.Tensor;
import org.srmap.operator.Operator;

/**
 * Writes a graph that is in the form of operator set 17 ({@link org.srmap.canonize.UpgradeOperators}) with the
 * operators of another set: what the set does not have yet is made of others.
 *
 * @param opset the operator set asked for, {@value #OLDEST} to {@value #NEWEST}
 */
public record ChangeOpset(int opset) implements Pass {
    /** The oldest operator set that can be written. */
    public static final int OLDEST = 13;

    /** The newest operator set that can be written. */
    public static final int NEWEST = 25;

    public ChangeOpset {
        if (opset < OLDEST || opset > NEWEST) {
            throw new IllegalArgumentException(
                    "operator set " + opset + " is not supported; choose " + OLDEST + " to " + NEWEST);
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws ModelException listing every node that cannot be written with this operator set
     */
    @Override
    public Result apply(Graph graph) {
        GraphEditor editor = new GraphEditor(graph);
        ShapeInference shapes = ShapeInference.of(graph);
        List<Problem> problems = new ArrayList<>();
        for (Node node : graph.nodes()) {
            List<Node> written = node.domain().isEmpty() ? written(node, editor, shapes) : null;
            if (written == null) {
                problems.add(new Problem(node.name(), node.op(), reason(node)));
            } else if (!written.equals(List.of(node))) {
                editor.replace(node, written.toArray(Node[]::new));
            }
        }
        if (!problems.isEmpty()) {
            throw new ModelException(problems);
        }
        int changes = editor.changes() + (graph.opset() == opset ? 0 : 1);
        Graph whole = editor.finish();
        return new Result(
                new Graph(
                        whole.name(),
                        Map.of("", (long) opset),
                        whole.inputs(),
                        whole.outputs(),
                        whole.nodes(),
                        whole.weights(),
                        whole.metadata()),
                changes);
    }

    private String reason(Node node) {
        if (!node.domain().isEmpty()) {
            return "it is of the domain \"" + node.domain() + "\"; only standard operators can be exported";
        }
        int since = since(node);
        return since > opset
                ? "operator set " + opset + " has no such operator; choose operator set " + since + " or newer"
                : "it cannot be written with operator set " + opset + "; choose operator set 17";
    }

    private int since(Node node) {
        if (node.is("ScatterElements") && node.has("reduction")) {
            return 16;
        }
        if (node.is("AveragePool") && isDilated(node)) {
            return 19;
        }
        if (node.is("Reshape") && node.integer("allowzero", 0) == 1) {
            return 14;
        }
        Operator operator = Operator.of(node);
        return operator == null ? 1 : operator.since();
    }

    /** The node, or nodes that stand for it, in the operator set; null when there are none. */
    private @Nullable List<Node> written(Node node, GraphEditor editor, ShapeInference shapes) {
        if (since(node) > opset) {
            return switch (node.op()) {
                case "ScatterElements" -> AddByConvolution.of(node, editor, shapes);
                case "LayerNormalization" -> layerNormalization(node, editor, shapes);
                case "HardSwish" -> hardSwish(node, editor);
                case "Gelu" -> gelu(node, editor);
                default -> null;
            };
        }
        if (opset >= 19 && countsOverhang(node)) {
            return averageOfWholeWindows(node, editor, shapes);
        }
        return List.of(sameOperator(node, editor));
    }

    private static boolean countsOverhang(Node node) {
        return node.is("AveragePool") && node.integer("ceil_mode", 0) == 1 && node.integer("count_include_pad", 0) == 1;
    }

    /** Until set 18 the divisor of such a pool is the window's size, even where a window hangs over the padded end. */
    private static @Nullable List<Node> averageOfWholeWindows(Node node, GraphEditor editor, ShapeInference shapes) {
        Shape shape = shapes.shape(node.input(0));
        if (shape == null || !shape.isStaticFrom(2)) {
            return null;
        }
        Windows windows = Windows.of(node, Windows.spatial(shape), new long[0]);
        int n = windows.axes();
        long[] pads = new long[2 * (n + 2)];
        for (int i = 0; i < n; i++) {
            long reach = (windows.count(node, i, shape.size(i + 2)) - 1) * windows.strides()[i] + windows.extent(i);
            pads[2 + i] = windows.pads()[i];
            pads[n + 4 + i] = reach - shape.size(i + 2) - windows.pads()[i];
        }
        Draft draft = new Draft(editor, node.name() + "/");
        String padded = draft.op("Pad", node.input(0), editor.addWeight(node.name() + ".pads", Tensor.longs(pads)));
        Map<String, Attribute> window = new LinkedHashMap<>(node.attributes());
        window.keySet().removeAll(Set.of("ceil_mode", "count_include_pad", "pads", "auto_pad"));
        draft.op("AveragePool", List.of(padded), window);
        draft.endAs(node.output());
        return draft.nodes();
    }

    private Node sameOperator(Node node, GraphEditor editor) {
        long[] axes = node.integers("axes");
        if (opset >= 18 && axes != null && Operator.is(node, Operator::movesAxesIn18)) {
            String list = editor.addWeight(node.name() + ".axes", Tensor.longs(axes));
            return node.without("axes").withInputs(List.of(node.input(0), list));
        }
        if (opset >= 18 && node.is("Split") && !node.hasInput(1)) {
            return node.with("num_outputs", new Attribute.Int(node.outputs().size()));
        }
        boolean isPlain = opset < 14 && node.is("Reshape") || opset < 19 && node.is("AveragePool");
        return isPlain ? node.without("allowzero", "dilations") : node;
    }

    private static boolean isDilated(Node node) {
        long[] dilations = node.integers("dilations");
        return dilations != null && Arrays.stream(dilations).anyMatch(d -> d != 1);
    }

    /** x * HardSigmoid(x) with slope 1/6 and offset 1/2. */
    private static List<Node> hardSwish(Node node, GraphEditor editor) {
        Draft draft = new Draft(editor, node.name() + "/");
        String x = node.input(0);
        Map<String, Attribute> line = Map.of("alpha", new Attribute.Real(1 / 6f), "beta", new Attribute.Real(0.5f));
        draft.mul(x, draft.op("HardSigmoid", List.of(x), line));
        draft.endAs(node.output());
        return draft.nodes();
    }

    /** x/2 * (1 + erf(x / sqrt 2)), or its approximation x/2 * (1 + tanh(sqrt(2/pi) * (x + 0.044715 x^3))). */
    private static List<Node> gelu(Node node, GraphEditor editor) {
        Draft draft = new Draft(editor, node.name() + "/");
        String x = node.input(0);
        String bend;
        if (node.text("approximate", "none").equals("tanh")) {
            String cube = draft.mul(draft.mul(x, x), x);
            String inner = draft.add(x, draft.mul(cube, draft.scalar(0.044715)));
            bend = draft.op("Tanh", draft.mul(inner, draft.scalar(Math.sqrt(2 / Math.PI))));
        } else {
            bend = draft.op("Erf", draft.mul(x, draft.scalar(Math.sqrt(0.5))));
        }
        String half = draft.mul(x, draft.scalar(0.5));
        draft.mul(half, draft.add(bend, draft.scalar(1)));
        draft.endAs(node.output());
        return draft.nodes();
    }

    /** (x - mean) / sqrt(variance + epsilon) * scale + bias over the last axes. */
    private static @Nullable List<Node> layerNormalization(Node node, GraphEditor editor, ShapeInference shapes) {
        Shape shape = shapes.shape(node.input(0));
        if (shape == null || node.outputs().stream().skip(1).anyMatch(o -> !o.isEmpty())) {
            return null;
        }
        Draft draft = new Draft(editor, node.name() + "/");
        int from = (int) Math.floorMod(node.integer("axis", -1), (long) shape.rank());
        long[] axes = new long[shape.rank() - from];
        Arrays.setAll(axes, i -> from + i);
        String x = node.input(0);
        String centred = draft.sub(x, draft.mean(x, axes));
        String variance = draft.mean(draft.mul(centred, centred), axes);
        double epsilon = node.real("epsilon", 1e-5f);
        String small = isDouble(node.input(1), editor)
                ? draft.constant("table", Tensor.doubles(new long[0], i -> epsilon))
                : draft.scalar(epsilon);
        String deviation = draft.op("Sqrt", draft.add(variance, small));
        String scaled = draft.mul(draft.div(centred, deviation), node.input(1));
        if (node.hasInput(2)) {
            scaled = draft.add(scaled, node.input(2));
        }
        draft.endAs(node.output());
        return draft.nodes();
    }

    /** Whether a weight is of float64 or made so, as in a forward pass of float64. */
    private static boolean isDouble(String value, GraphEditor editor) {
        Tensor weight = editor.weight(value);
        Node cast = editor.producer(value);
        return weight != null
                ? weight.type() == DataType.DOUBLE
                : cast != null && cast.is("Cast") && cast.integer("to", 0) == DataType.DOUBLE.onnxCode();
    }
}
