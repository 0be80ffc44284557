package org.srmap.canonize;

import java.util.Arrays;
import org.srmap.graph.DataType;
import org.srmap.graph.Graph;
import org.srmap.graph.GraphEditor;
import org.srmap.graph.Node;
import org.srmap.graph.Tensor;

/** Removes nodes that do nothing at inference: Identity, Dropout, a Cast of floats to float, a Pad by zero. */
public final class DropIdentities implements Pass {
    @Override
    public Result apply(Graph graph) {
        GraphEditor editor = new GraphEditor(graph);
        for (Node node : graph.nodes()) {
            if (isIdentity(node, graph) && !(graph.isOutput(node.output()) && isGiven(node.input(0), graph))) {
                editor.bypass(node, node.output(), currentInput(editor, node));
            }
        }
        return Result.of(editor);
    }

    /** The node's input as it is called after the changes so far. */
    private static String currentInput(GraphEditor editor, Node node) {
        Node current = editor.producer(node.output());
        return (current == null ? node : current).input(0);
    }

    private static boolean isGiven(String value, Graph graph) {
        return graph.weight(value) != null
                || graph.inputs().stream().anyMatch(v -> v.name().equals(value));
    }

    private static boolean isIdentity(Node node, Graph graph) {
        if (!node.domain().isEmpty()) {
            return false;
        }
        return switch (node.op()) {
            case "Identity", "Dropout" -> true;
            case "Cast" -> node.integer("to", 0) == DataType.FLOAT.onnxCode() && isFloat(node.input(0), graph);
            case "Pad" -> isZero(graph.weight(node.input(1)));
            default -> false;
        };
    }

    /** Whether a value is surely of type float: an input or weight of that type, or the result of arithmetic on them. */
    private static boolean isFloat(String value, Graph graph) {
        Tensor weight = graph.weight(value);
        if (weight != null) {
            return weight.type() == DataType.FLOAT;
        }
        if (graph.inputs().stream().anyMatch(v -> v.name().equals(value))) {
            return graph.inputs().stream().anyMatch(v -> v.name().equals(value) && v.type() == DataType.FLOAT);
        }
        Node producer = graph.producers().get(value);
        return producer != null
                && switch (producer.op()) {
                    case "Conv", "Gemm", "Relu", "MaxPool", "AveragePool", "GlobalAveragePool", "BatchNormalization" ->
                        true;
                    case "Cast" -> producer.integer("to", 0) == DataType.FLOAT.onnxCode();
                    case "Add", "Mul", "Reshape", "Flatten", "Concat", "Clip", "MatMul" ->
                        isFloat(producer.input(0), graph);
                    default -> false;
                };
    }

    private static boolean isZero(@org.jspecify.annotations.Nullable Tensor pads) {
        return pads != null && Arrays.stream(pads.toLongs()).allMatch(p -> p == 0);
    }
}
