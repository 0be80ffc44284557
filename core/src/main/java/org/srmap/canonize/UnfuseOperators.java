package org.srmap.canonize;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.srmap.graph.Attribute;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.Node;
import org.srmap.graph.Tensor;

/**
 * Writes operators that ONNX Runtime fuses when it saves an optimised model (domain {@code com.microsoft}) as the standard
 * operators that they stand for.
 *
 * <p>Source: ONNX Runtime, docs/ContribOperators.md.
 */
public final class UnfuseOperators implements Pass {
    private static final String DOMAIN = "com.microsoft";

    @Override
    public Result apply(Graph graph) {
        GraphEditor editor = new GraphEditor(graph);
        for (Node node : graph.nodes()) {
            if (node.domain().equals(DOMAIN) && node.outputs().size() == 1) {
                List<Node> plain = unfused(node, editor);
                if (!plain.isEmpty()) {
                    editor.replace(node, plain.toArray(Node[]::new));
                }
            }
        }
        return Result.of(editor);
    }

    private static List<Node> unfused(Node node, GraphEditor editor) {
        return switch (node.op()) {
            case "FusedConv" -> activated(node, editor, "Conv");
            case "FusedGemm" -> activated(node, editor, "Gemm");
            case "FusedMatMul", "TransposeMatMul" -> matMul(node, editor);
            case "Gelu" -> List.of(node.as("Gelu", node.inputs(), Map.of()));
            case "BiasGelu" -> gelu(node, editor, Map.of());
            case "FastGelu" -> gelu(node, editor, Map.of("approximate", new Attribute.Text("tanh")));
            case "QuickGelu" ->
                List.of(node.as(
                        "Swish", node.inputs(), Map.of("alpha", new Attribute.Real(node.real("alpha", 1.702f)))));
            case "SkipLayerNormalization" -> skipNormalization(node, editor);
            default -> List.of();
        };
    }

    /** A layer, what is added to a convolution, and the activation. */
    private static List<Node> activated(Node node, GraphEditor editor, String layer) {
        String activation = node.text("activation", "");
        Map<String, Attribute> settings = new LinkedHashMap<>();
        float[] numbers = parameters(node);
        List<String> bounds = new ArrayList<>();
        switch (activation) {
            case "", "Relu", "Sigmoid", "Tanh" -> {}
            case "LeakyRelu" -> settings.put("alpha", new Attribute.Real(number(numbers, 0, 0.01f)));
            case "HardSigmoid" -> {
                settings.put("alpha", new Attribute.Real(number(numbers, 0, 0.2f)));
                settings.put("beta", new Attribute.Real(number(numbers, 1, 0.5f)));
            }
            case "Clip" -> {
                bounds.add(editor.addWeight(node.name() + ".min", Tensor.scalar(number(numbers, 0, -Float.MAX_VALUE))));
                bounds.add(editor.addWeight(node.name() + ".max", Tensor.scalar(number(numbers, 1, Float.MAX_VALUE))));
            }
            default -> {
                return List.of();
            }
        }
        Node plain = node.without(
                "activation", "activation_params", "activation_alpha", "activation_beta", "activation_gamma");
        List<String> inputs = new ArrayList<>(
                node.inputs().subList(0, Math.min(3, node.inputs().size())));
        List<Node> nodes = new ArrayList<>();
        String last = add(nodes, editor, node, layer, inputs, plain.attributes());
        if (layer.equals("Conv") && node.hasInput(3)) {
            last = add(nodes, editor, node, "Add", List.of(last, node.input(3)), Map.of());
        }
        List<String> activated = new ArrayList<>(List.of(last));
        activated.addAll(bounds);
        nodes.add(node.as(activation.isEmpty() ? "Identity" : activation, activated, settings));
        return nodes;
    }

    private static float[] parameters(Node node) {
        if (node.attributes().get("activation_params") instanceof Attribute.Reals list) {
            float[] numbers = new float[list.value().size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = list.value().get(i);
            }
            return numbers;
        }
        return node.has("activation_alpha")
                ? new float[] {node.real("activation_alpha", 0), node.real("activation_beta", 0.5f)}
                : new float[0];
    }

    private static float number(float[] numbers, int index, float otherwise) {
        return index < numbers.length ? numbers[index] : otherwise;
    }

    /** Transposition of the last two axes is left to constants: it does not depend on how many there are. */
    private static List<Node> matMul(Node node, GraphEditor editor) {
        if (node.integer("transBatchA", 0) != 0 || node.integer("transBatchB", 0) != 0) {
            return List.of();
        }
        List<Node> nodes = new ArrayList<>();
        List<String> operands = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            boolean turned = node.integer(i == 0 ? "transA" : "transB", 0) != 0;
            Tensor weight = editor.weight(node.input(i));
            if (turned && weight == null) {
                return List.of();
            }
            operands.add(turned && weight != null ? turned(nodes, editor, node, i, weight) : node.input(i));
        }
        float alpha = node.real("alpha", 1);
        if (alpha == 1) {
            nodes.add(node.as("MatMul", operands, Map.of()));
        } else {
            String product = add(nodes, editor, node, "MatMul", operands, Map.of());
            String factor = editor.addWeight(node.name() + ".alpha", Tensor.scalar(alpha));
            nodes.add(node.as("Mul", List.of(product, factor), Map.of()));
        }
        return nodes;
    }

    private static String turned(List<Node> nodes, GraphEditor editor, Node node, int input, Tensor weight) {
        List<Long> order = new ArrayList<>();
        for (long i = 0; i < weight.rank() - 2; i++) {
            order.add(i);
        }
        order.add(weight.rank() - 1L);
        order.add(weight.rank() - 2L);
        return add(
                nodes,
                editor,
                node,
                "Transpose",
                List.of(node.input(input)),
                Map.of("perm", new Attribute.Ints(order)));
    }

    private static List<Node> gelu(Node node, GraphEditor editor, Map<String, Attribute> attributes) {
        List<Node> nodes = new ArrayList<>();
        String x = node.hasInput(1)
                ? add(nodes, editor, node, "Add", List.of(node.input(0), node.input(1)), Map.of())
                : node.input(0);
        nodes.add(node.as("Gelu", List.of(x), attributes));
        return nodes;
    }

    private static List<Node> skipNormalization(Node node, GraphEditor editor) {
        List<Node> nodes = new ArrayList<>();
        String sum = add(nodes, editor, node, "Add", List.of(node.input(0), node.input(1)), Map.of());
        if (node.hasInput(4)) {
            sum = add(nodes, editor, node, "Add", List.of(sum, node.input(4)), Map.of());
        }
        List<String> inputs = new ArrayList<>(List.of(sum, node.input(2)));
        if (node.hasInput(3)) {
            inputs.add(node.input(3));
        }
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        attributes.put("axis", new Attribute.Int(-1));
        attributes.put("epsilon", new Attribute.Real(node.real("epsilon", 1e-12f)));
        nodes.add(node.as("LayerNormalization", inputs, attributes));
        return nodes;
    }

    private static String add(
            List<Node> nodes,
            GraphEditor editor,
            Node node,
            String op,
            List<String> inputs,
            Map<String, Attribute> attributes) {
        String name = editor.fresh(node.name() + "." + op);
        nodes.add(Node.of(name, op, inputs, name, attributes));
        return name;
    }
}
