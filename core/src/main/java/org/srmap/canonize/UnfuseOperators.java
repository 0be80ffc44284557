package org.srmap.canonize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.srmap.graph.Attribute;
import org.srmap.graph.Draft;
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
                Draft draft = new Draft(editor, node.name() + ".");
                Node last = unfused(node, draft);
                if (last != null) {
                    draft.put(last);
                    draft.replace(node);
                }
            }
        }
        return Result.of(editor);
    }

    /** Drafts what stands before the last of the plain operators, and gives that one; null when there are none. */
    private static @Nullable Node unfused(Node node, Draft draft) {
        return switch (node.op()) {
            case "FusedConv" -> activated(node, draft, "Conv");
            case "FusedGemm" -> activated(node, draft, "Gemm");
            case "FusedMatMul", "TransposeMatMul" -> matMul(node, draft);
            case "Gelu" -> node.as("Gelu", node.inputs(), Map.of());
            case "BiasGelu" -> gelu(node, draft, Map.of());
            case "FastGelu" -> gelu(node, draft, Map.of("approximate", new Attribute.Text("tanh")));
            case "QuickGelu" ->
                node.as("Swish", node.inputs(), Map.of("alpha", new Attribute.Real(node.real("alpha", 1.702f))));
            case "SkipLayerNormalization" -> skipNormalization(node, draft);
            default -> null;
        };
    }

    /** A layer, what is added to a convolution, and the activation. */
    private static @Nullable Node activated(Node node, Draft draft, String layer) {
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
                bounds.add(draft.constant("min", Tensor.scalar(number(numbers, 0, -Float.MAX_VALUE))));
                bounds.add(draft.constant("max", Tensor.scalar(number(numbers, 1, Float.MAX_VALUE))));
            }
            default -> {
                return null;
            }
        }
        Node plain = node.without(
                "activation", "activation_params", "activation_alpha", "activation_beta", "activation_gamma");
        List<String> inputs = new ArrayList<>(
                node.inputs().subList(0, Math.min(3, node.inputs().size())));
        String last = draft.op(layer, inputs, plain.attributes());
        if (layer.equals("Conv") && node.hasInput(3)) {
            last = draft.add(last, node.input(3));
        }
        List<String> activated = new ArrayList<>(List.of(last));
        activated.addAll(bounds);
        return node.as(activation.isEmpty() ? "Identity" : activation, activated, settings);
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
    private static @Nullable Node matMul(Node node, Draft draft) {
        if (node.integer("transBatchA", 0) != 0 || node.integer("transBatchB", 0) != 0) {
            return null;
        }
        List<String> operands = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            boolean turned = node.integer(i == 0 ? "transA" : "transB", 0) != 0;
            Tensor weight = draft.editor().weight(node.input(i));
            if (turned && weight == null) {
                return null;
            }
            operands.add(turned && weight != null ? turned(draft, node.input(i), weight.rank()) : node.input(i));
        }
        float alpha = node.real("alpha", 1);
        if (alpha == 1) {
            return node.as("MatMul", operands, Map.of());
        }
        String product = draft.op("MatMul", operands, Map.of());
        return node.as("Mul", List.of(product, draft.constant("alpha", Tensor.scalar(alpha))), Map.of());
    }

    private static String turned(Draft draft, String value, int rank) {
        long[] order = new long[rank];
        Arrays.setAll(order, i -> i < rank - 2 ? i : 2L * rank - 3 - i);
        return draft.transpose(value, order);
    }

    private static Node gelu(Node node, Draft draft, Map<String, Attribute> attributes) {
        String x = node.hasInput(1) ? draft.add(node.input(0), node.input(1)) : node.input(0);
        return node.as("Gelu", List.of(x), attributes);
    }

    private static Node skipNormalization(Node node, Draft draft) {
        String sum = draft.add(node.input(0), node.input(1));
        if (node.hasInput(4)) {
            sum = draft.add(sum, node.input(4));
        }
        List<String> inputs = new ArrayList<>(List.of(sum, node.input(2)));
        if (node.hasInput(3)) {
            inputs.add(node.input(3));
        }
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        attributes.put("axis", new Attribute.Int(-1));
        attributes.put("epsilon", new Attribute.Real(node.real("epsilon", 1e-12f)));
        return node.as("LayerNormalization", inputs, attributes);
    }
}
